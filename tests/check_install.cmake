# Installs into a folder of its own and runs from there: a scenario finds its measures and the Norway set beside the program.
#     cmake -Dbuild=BUILD_FOLDER -P check_install.cmake
set(scratch /tmp)
if(DEFINED ENV{TMPDIR})
    set(scratch $ENV{TMPDIR})
endif()
string(RANDOM LENGTH 12 name)
set(prefix ${scratch}/legekart-install-${name})

execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} --prefix ${prefix} OUTPUT_QUIET RESULT_VARIABLE failed)
if(NOT failed)
    execute_process(
        COMMAND ${prefix}/bin/legekart run ${prefix}/share/legekart/runs/scenarios/rural-pay.toml --months 1 -o ${prefix}/run.nc
        WORKING_DIRECTORY / OUTPUT_QUIET RESULT_VARIABLE failed)
endif()
file(REMOVE_RECURSE ${prefix})
if(failed)
    message(FATAL_ERROR "an installed legekart cannot run its own scenario")
endif()
