# Installs into a folder of its own and uses what is there as a stranger would: the program runs a scenario that finds its
# measures and the Norway set beside it; a program outside the tree is built by find_package and by pkg-config, and both
# give the same twelve months.
#     cmake -Dbuild=BUILD_FOLDER -Dsource=SOURCE_FOLDER -Dcompiler=C++ -P check_install.cmake
set(scratch /tmp)
if(DEFINED ENV{TMPDIR})
    set(scratch $ENV{TMPDIR})
endif()
string(RANDOM LENGTH 12 name)
set(prefix ${scratch}/legekart-install-${name})
set(package ${source}/tests/package)
file(MAKE_DIRECTORY ${prefix}/away)

function(must what)
    execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${prefix}/away OUTPUT_VARIABLE said ERROR_VARIABLE said
        RESULT_VARIABLE failed)
    if(failed)
        file(REMOVE_RECURSE ${prefix})
        message(FATAL_ERROR "${what} failed:\n${said}")
    endif()
    set(said "${said}" PARENT_SCOPE)
endfunction()

must("cmake --install" ${CMAKE_COMMAND} --install ${build} --prefix ${prefix})
set(scenarios ${prefix}/share/legekart/runs/scenarios)
if(NOT EXISTS ${prefix}/share/legekart/data/norway/sources.toml)
    message(FATAL_ERROR "the checksums of the embedded set are not installed")
endif()
must("an installed legekart on its own scenario"
    ${prefix}/bin/legekart run ${scenarios}/rural-pay.toml --months 1 --replicates 1 -o run.nc)

must("configuring a program that asks for find_package(legekart)" ${CMAKE_COMMAND} -S ${package} -B by-cmake
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${compiler} -DCMAKE_BUILD_TYPE=Release)
must("building and running it" ${CMAKE_COMMAND} --build by-cmake)

file(GLOB_RECURSE pc ${prefix}/legekart.pc)
get_filename_component(pc_dir ${pc} DIRECTORY)
must("building with pkg-config" bash -c "PKG_CONFIG_PATH=${pc_dir}:$PKG_CONFIG_PATH && export PKG_CONFIG_PATH && \
    ${compiler} ${package}/year_of_coverage.cpp -o by-pc $(pkg-config --cflags legekart) $(pkg-config --libs legekart)")
must("running it" ./by-pc ${scenarios}/baseline-2026.toml)
file(READ ${prefix}/away/by-cmake/year.txt by_cmake)
file(REMOVE_RECURSE ${prefix})
string(REGEX MATCHALL "\n" lines "${said}")
list(LENGTH lines count)
if(NOT said STREQUAL by_cmake OR NOT count EQUAL 14)
    message(FATAL_ERROR "expected the same heading and 13 rows from both, got\n${by_cmake}\nand\n${said}")
endif()
