#pragma once
// A table of words and numbers, for a terminal or for a Markdown page.
#include <string>
#include <vector>

namespace runs {

enum class TableStyle { plain, markdown };

struct TextTable {
    std::vector<std::string> heads;
    std::vector<std::vector<std::string>> rows;  ///< each as long as heads
};

/// Columns as wide as their widest cell, the first and those whose heads end with a space to the left, others
/// to the right; or a Markdown table, with cells' spaces trimmed.
std::string table_text(const TextTable& table, TableStyle style);

}  // namespace runs
