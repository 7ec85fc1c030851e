#include "geo/base/plain_name.hpp"

#include <catch2/catch.hpp>

using geo::plain_name;

TEST_CASE("A plain name has small letters without marks, and single blanks", "[geo][fast]") {
    CHECK(plain_name("Bodø") == "bodo");
    CHECK(plain_name("BODØ") == plain_name("bodoe"));
    CHECK(plain_name("Ålesund") == plain_name("Aalesund"));
    CHECK(plain_name("Kárášjohka") == "karasjohka");
    CHECK(plain_name("Porsáŋgu") == "porsangu");
    CHECK(plain_name("Rælingen") == "raelingen");
    CHECK(plain_name("  E-6 ") == "e 6");
    CHECK(plain_name("Bognes–Skarberget") == plain_name("bognes - skarberget"));
    CHECK(plain_name("St. Olav") == "st olav");
    CHECK(plain_name("2000-4999") == "2000 4999");
    CHECK(plain_name("").empty());
    CHECK(plain_name("\xc3").empty());  // half a letter
}
