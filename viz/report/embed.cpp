#include "viz/report/embed.hpp"

// The assembler copies the files' bytes into the program: GCC and Clang know this, it needs no tool, and
// takes no time where an array of a million numbers takes the compiler many seconds. CMake gives the paths
// and rebuilds this file when they change.
#define LEGEKART_EMBED(name, path)                                         \
    asm(".section .rodata\n" #name "_begin:\n.incbin \"" path "\"\n" #name \
        "_end:\n.byte 0\n.previous\n"                                      \
        ".global " #name "_begin\n.global " #name "_end\n");               \
    extern "C" const char name##_begin[], name##_end[]

LEGEKART_EMBED(legekart_report_html, LEGEKART_PAGE_DIST "/report.html");
LEGEKART_EMBED(legekart_viewer_html, LEGEKART_PAGE_DIST "/viewer.html");

namespace viz {

std::string_view report_template() {
    return {legekart_report_html_begin, legekart_report_html_end};
}

std::string_view viewer_page() {
    return {legekart_viewer_html_begin, legekart_viewer_html_end};
}

}  // namespace viz
