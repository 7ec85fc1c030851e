#include "viz/compare/comparison_files.hpp"

#include "data/write_file.hpp"
#include "viz/compare/comparison_json.hpp"
#include "viz/compare/comparison_picture.hpp"
#include "viz/spreadsheet.hpp"

namespace viz {

void write_comparison(const std::filesystem::path& output, const ComparisonReport& report,
                      Language language) {
    const auto extension = output.extension().string();
    if (extension == ".csv")
        data::write_file(output, csv_text(figures_sheet(report, language)));
    else if (extension == ".xlsx")
        data::write_file(output, comparison_xlsx(report, language));
    else if (extension == ".md")
        data::write_file(output, overview_markdown(report, language));
    else if (extension == ".json")
        data::write_file(output, to_json(report).dump(1) + "\n");
    else
        draw_plane(output, report, language);
}

}  // namespace viz
