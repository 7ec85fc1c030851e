#pragma once
#include <string_view>

namespace viz {

/// The built pages of viz/page/dist/, part of the program: no file is looked for when it runs.
std::string_view report_template();  ///< where "@LEGEKART_DATA@" stands, the data go
std::string_view viewer_page();      ///< whole: reads any snapshot dropped on it

}  // namespace viz
