-- 010: how a register is laid out.

-- 'ruled', 'aligned', 'cards', 'dump', 'scan': what its reading had to go by. NULL: read before this was kept.
ALTER TABLE register ADD COLUMN layout TEXT;
