"""What a told chapter is held against, a module a matter; `registry` names them all."""
