# Writes version.cpp at build time, so that a file always names the commit it was made by.
execute_process(COMMAND git describe --always --dirty --abbrev=12 WORKING_DIRECTORY ${source}
    OUTPUT_VARIABLE LEGEKART_GIT_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
    set(LEGEKART_GIT_COMMIT unknown)
endif()
configure_file(${source}/data/version.cpp.in ${output} @ONLY)
