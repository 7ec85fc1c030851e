#include "viz/xlsx_book.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <expat.h>
#include <fmt/format.h>

#include <memory>

namespace viz {
namespace {

bool is_well_formed(const std::string& part) {
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(part.c_str(), "rb"), VSIFCloseL);
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                         XML_ParserFree);
    if (!file || !parser) return false;
    std::string some(std::size_t{1} << 16, '\0');
    for (bool last = false; !last;) {
        const auto got = VSIFReadL(some.data(), 1, some.size(), file.get());
        last = got < some.size();
        if (XML_Parse(parser.get(), some.data(), static_cast<int>(got), last) != XML_STATUS_OK) return false;
    }
    return true;
}

}  // namespace

void check_parts(const std::string& xlsx) {
    const std::string package = "/vsizip/{" + xlsx + "}";
    const CPLStringList parts(VSIReadDirRecursive(package.c_str()));
    bool whole = !parts.empty();
    for (int i = 0; i < parts.size(); ++i) {
        const std::string part = parts[i];  // a folder's name ends with a slash
        whole = whole && (part.ends_with('/') || is_well_formed(fmt::format("{}/{}", package, part)));
    }
    if (!whole)
        throw std::system_error(ENOSPC, std::generic_category(),
                                "cannot make the spreadsheet: a temporary file of it was cut short (TMPDIR "
                                "or the folder of the output)");
}

}  // namespace viz
