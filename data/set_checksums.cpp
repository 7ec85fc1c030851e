#include "data/set_checksums.hpp"

#include <fmt/format.h>

#include "data/read_text_file.hpp"
#include "data/sha256.hpp"
#include "data/strict_toml.hpp"
#include "data/write_file.hpp"

namespace data {
namespace {

constexpr std::string_view header = "[checksums]\n";

std::string without_checksums(const std::string& text) {
    const auto at = text.starts_with(header) ? 0 : text.find(fmt::format("\n{}", header));
    auto kept = text.substr(0, at);
    while (!kept.empty() && kept.back() == '\n') kept.pop_back();
    return kept;
}

}  // namespace

std::map<std::string, std::string> read_set_checksums(const std::filesystem::path& folder) {
    std::map<std::string, std::string> stated;
    const auto file = folder / set_manifest;
    std::error_code none;
    if (!std::filesystem::exists(file, none)) return stated;
    const TomlFile toml(file);
    const auto table = toml.root().table("checksums");
    if (!table.present()) return stated;
    for (const auto& name : table.keys()) stated[name + ".nc"] = table.text(name);
    return stated;
}

void write_set_manifest(const std::filesystem::path& folder, const std::filesystem::path& manifest) {
    std::map<std::string, std::string> sums;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".nc")
            sums[entry.path().stem().string()] = sha256_of_file(entry.path());
    auto text = manifest.empty() ? std::string() : without_checksums(read_text_file(manifest)) + "\n\n";
    text += header;
    text += "# Of the files of the set, written by `legekart prepare`.\n";
    for (const auto& [name, sum] : sums) text += fmt::format("{} = \"{}\"\n", name, sum);
    write_file(folder / set_manifest, text);
}

}  // namespace data
