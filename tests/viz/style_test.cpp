#include "viz/export/style.hpp"

#include <catch2/catch.hpp>

#include "support/program.hpp"

using namespace viz;

TEST_CASE("QGIS paints each class by the rule that the classes have, and the rest as no data",
          "[viz][fast]") {
    const QgisStyle style{
        "share", user_classes({2, 5}, true), palette("ylorrd", 4), {"a", "b", "c<", "d"}, "nothing"};
    const auto text = qgis_style_text(style);
    for (const char* filter :
         {"filter=\"&quot;share&quot; &lt;= 0\"",
          "filter=\"&quot;share&quot; &gt; 0 AND &quot;share&quot; &lt; 2\"",
          "filter=\"&quot;share&quot; &gt;= 2 AND &quot;share&quot; &lt; 5\"",
          "filter=\"&quot;share&quot; &gt;= 5\"", "filter=\"ELSE\" symbol=\"4\" label=\"nothing\""})
        CHECK(support::count_of(text, filter) == 1);
    CHECK(support::count_of(text, "label=\"c&lt;\"") == 1);
    CHECK(support::count_of(text, "<symbol ") == 5);
    const auto first = palette("ylorrd", 4)[0];
    CHECK(text.find(std::to_string(first.r) + "," + std::to_string(first.g) + "," + std::to_string(first.b) +
                    ",255") != std::string::npos);
}

TEST_CASE("A style of one class paints whatever has a value", "[viz][fast]") {
    const QgisStyle style{"share", {}, palette("ylorrd", 1), {"all"}, "nothing"};
    CHECK(qgis_style_text(style).find("&quot;share&quot; IS NOT NULL") != std::string::npos);
}
