#include "data/own_lists.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "support/complaint.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using Catch::Contains;
using model::MunicipalityId;

namespace {

/// As a spreadsheet saves it: Windows-1252, semicolons, a no-break space in thousands.
const std::string county_table =
    "Kommune;Legekontor;Postnr;Listetak;Antall p\xE5 liste;Ledige plasser;Type\r\n"
    "Hattfjelldal;Hattfjelldal legekontor;8690;700;612;88;Fastl\xF8nn\r\n"
    "Hattfjelldal;Hattfjelldal legekontor;8690;600;598;2;Liste uten lege\r\n"
    "Bod\xF8;Legesenter nord;8006;1\xA0"
    "100;1\xA0"
    "104;0;N\xE6ringsdrivende\r\n"
    "Bod\xF8;Legesenter nord;8006;900;900;0;Vikar\r\n"
    "R\xF8st;R\xF8st legekontor;;500;361;139;Fastl\xF8nn\r\n"
    "Ukjent kommune;Legekontor uten sted;;800;640;160;N\xE6ringsdrivende\r\n";

data::InputSet embedded() {
    return data::read_input_set(support::in_tree("data/norway"));
}

MunicipalityId number(const data::InputSet& set, const char* wanted) {
    for (const auto m : model::ids<MunicipalityId>(set.figures.municipalities.size()))
        if (set.figures.municipalities.number[m] == wanted) return m;
    FAIL("no municipality " << wanted);
    return {};
}

}  // namespace

TEST_CASE("A county's own lists take the place of the official ones in its municipalities, and nowhere else",
          "[data][norway]") {
    const support::ScratchFolder folder;
    const auto file = folder.file("lister.csv", county_table);
    const auto before = embedded();
    auto set = embedded();
    const auto lists = data::put_own_lists(set, file);
    CHECK(lists.rows == 6);
    CHECK(lists.placed == 5);
    CHECK(lists.without_gp == 2);
    CHECK(lists.with_locum == 1);
    REQUIRE(lists.not_matched.size() == 1);
    CHECK_THAT(lists.not_matched.front(), Contains("lister.csv:7") && Contains("'Ukjent kommune'"));
    const auto hattfjelldal = number(set, "1826"), bodo = number(set, "1804"), rost = number(set, "1856");
    CHECK(lists.municipalities == std::vector{bodo, hattfjelldal, rost});
    const auto& table = set.figures.lists;
    CHECK(table.lists_with_gp[hattfjelldal] == 1);
    CHECK(table.lists_without_gp[hattfjelldal] == 1);
    CHECK(table.patients_with_gp[hattfjelldal] == 612);
    CHECK(table.patients_without_gp[hattfjelldal] == 598);
    CHECK(table.places_with_gp[hattfjelldal] == 700);
    CHECK(table.open_lists[hattfjelldal] == 1);
    CHECK(table.places_with_gp[bodo] == 1100);
    CHECK(table.patients_with_gp[bodo] == 1104);
    CHECK(table.open_lists[bodo] == 0);
    CHECK(table.lists_with_gp[rost] == 1);
    std::vector<int> at_sites(set.figures.municipalities.size()), official(at_sites.size());
    const auto& sites = set.figures.practices;
    for (const auto p : model::ids<model::PracticeId>(sites.size()))
        at_sites[sites.municipality[p].value] += sites.lists_with_gp[p] + sites.lists_without_gp[p];
    for (const auto m : {hattfjelldal, bodo, rost})
        CHECK(at_sites[m.value] == table.lists_with_gp[m] + table.lists_without_gp[m]);
    for (const auto m : model::ids<MunicipalityId>(set.figures.municipalities.size())) {
        if (m == hattfjelldal || m == bodo || m == rost) continue;
        CHECK(table.patients_with_gp[m] == before.figures.lists.patients_with_gp[m]);
        CHECK(table.lists_without_gp[m] == before.figures.lists.lists_without_gp[m]);
    }
    const auto said = data::told(lists, set.figures.municipalities);
    CHECK(said.front() ==
          "own lists: 5 of 6 rows placed, 2 without a GP (1 with a locum); Bodø, Hattfjelldal, Røst are "
          "now as in the table");
    CHECK(lists.given == std::vector<std::uint32_t>{2, 2, 1});
    for (std::size_t i = 0; i < 3; ++i) {
        const auto m = lists.municipalities[i];
        const auto& table_before = before.figures.lists;
        CHECK(lists.official[i] == table_before.lists_with_gp[m] + table_before.lists_without_gp[m]);
    }
    CHECK_THAT(said[1], Contains("(and officially): Bodø 2 (" + std::to_string(lists.official[0]) +
                                 "), Hattfjelldal 2 ("));
}

TEST_CASE("Who holds a list is read from many words, and a word that says nothing is told",
          "[data][norway]") {
    const support::ScratchFolder folder;
    const auto with_types = [&](const std::vector<std::string>& types) {
        std::string text = "Kommune;Listetak;Antall;Type\n";
        for (const auto& type : types) text += "Bodø;900;800;" + type + "\n";
        auto set = embedded();
        return data::put_own_lists(set, folder.file("t.csv", text));
    };
    const auto nobody = with_types({"Ubesatt", "ubesatt hjemmel", "Uten fast lege", "uten lege",
                                    "Uten fastlege", "Ingen lege", "INGEN FASTLEGE", "Ledig", "ledig hjemmel",
                                    "Ikke besatt", "Vakant", "vakanse", "vacant", "Without a GP", "no GP"});
    CHECK(nobody.without_gp == 15);
    CHECK(nobody.with_locum == 0);
    const auto somebody =
        with_types({"Ikke ledig", "ikke vakant", "Besatt", "Næringsdrivende", "Fastlønn", "Fastlege",
                    "fast lege", "Selvstendig næringsdrivende", "ALIS", "self-employed", "salaried", ""});
    CHECK(somebody.without_gp == 0);
    CHECK(with_types({"Vikar", "vikar for fastlege", "Locum"}).with_locum == 3);
    for (const auto& known : {nobody, somebody})
        for (const auto& remark : known.remarks) CHECK_THAT(remark, !Contains("does not say"));

    const auto strange = with_types({"Type 3", "Vikar", "Type 3", "X"});
    CHECK(strange.without_gp == 1);
    std::vector<std::string> told;
    for (const auto& remark : strange.remarks)
        if (remark.find("does not say") != std::string::npos) told.push_back(remark);
    REQUIRE(told.size() == 2);
    CHECK_THAT(told[0], Contains("t.csv:2: 'Type 3' does not say whether the list has a GP") &&
                            Contains("(2 rows)") && Contains("Uten lege"));
    CHECK_THAT(told[1], Contains("t.csv:5: 'X'") && Contains("(1 row)"));
}

TEST_CASE("A table of lists without what is needed says what it lacks", "[data][norway]") {
    const support::ScratchFolder folder;
    auto set = embedded();
    const auto said = [&](const std::string& text) {
        return support::complaint([&] { data::put_own_lists(set, folder.file("l.csv", text)); });
    };
    CHECK_THAT(said("Kommune;Listetak\nOslo;900\n"),
               Contains("has no column 'Antall på liste'; it has Kommune, Listetak"));
    CHECK_THAT(said("Kommune;Listetak;Antall\nOslo;mange;3\n"), Contains("l.csv:2"));
    CHECK_THAT(said("Kommune;Listetak;Antall\nUtopia;900;3\n"), Contains("no row names a municipality"));
}
