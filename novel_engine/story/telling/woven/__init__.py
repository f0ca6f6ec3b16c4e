"""What belongs to one world alone, woven into a plain telling: looks, sounds, hands, sayings, a motif."""
