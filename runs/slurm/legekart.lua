-- Module file (Lmod) for an installation in a folder of your own: put it at MODULEPATH/legekart/VERSION.lua.
local root = "/path/to/legekart"
help("Legekart: who has a GP where in Norway, and what changes it. Start: legekart --help")
whatis("Agent-based geographic model of GP coverage in Norway")
prepend_path("PATH", pathJoin(root, "bin"))
-- Libraries installed without root (see README.md); leave out if the site has them.
prepend_path("LD_LIBRARY_PATH", pathJoin(root, "libraries/lib"))
