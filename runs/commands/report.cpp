#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "geo/base/error.hpp"
#include "runs/commands/commands.hpp"
#include "runs/say/same_origin.hpp"
#include "viz/report/embed.hpp"
#include "viz/report/report.hpp"

namespace runs {

namespace {

/// Aim for a page that can be mailed; a larger one still works.
constexpr std::size_t handy_bytes = 2'000'000;

void write_text(const std::filesystem::path& path, std::string_view text) {
    std::filesystem::path temporary = path;
    temporary += ".tmp";
    errno = 0;
    std::ofstream file(temporary, std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) {
        const int code = errno ? errno : EIO;
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw std::system_error(code, std::generic_category(), fmt::format("cannot write {}", path.string()));
    }
    std::filesystem::rename(temporary, path);
}

}  // namespace

int report(const ReportArguments& a) {
    if (a.viewer == !a.snapshots.empty())
        throw geo::InputError("legekart report",
                              a.viewer ? "--viewer takes no snapshot; open the page and drop one on it"
                                       : "expected at least one snapshot file (.nc), or --viewer");
    const std::filesystem::path output = !a.output.empty() ? a.output
                                         : a.viewer        ? "viewer.html"
                                                           : "report.html";
    std::string page;
    if (a.viewer) {
        page = viz::viewer_page();
    } else {
        std::vector<data::Snapshot> snapshots;
        for (const auto& path : a.snapshots) {
            snapshots.push_back(data::read_snapshot(path));
            warn_of_other_origin(snapshots.front(), snapshots.back());
        }
        page = viz::report_page(snapshots, {a.title, a.indicators});
    }
    if (!a.dry_run) write_text(output, page);
    if (a.json) {
        fmt::print("{}\n",
                   nlohmann::ordered_json{
                       {"file", output.string()}, {"bytes", page.size()}, {"scenarios", a.snapshots.size()}}
                       .dump(2));
        return 0;
    }
    fmt::print("{} {} ({:.2f} MB{}); open it in a browser, it needs no network\n",
               a.dry_run ? "would write" : "wrote", output.string(), static_cast<double>(page.size()) / 1e6,
               !a.viewer && page.size() > handy_bytes
                   ? ", over 2 MB: fewer files or fewer --indicator make a lighter page"
                   : "");
    return 0;
}

}  // namespace runs
