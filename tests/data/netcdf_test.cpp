#include "data/detail/netcdf.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <limits>
#include <system_error>

#include "data/sha256.hpp"
#include "geo/base/error.hpp"
#include "support/complaint.hpp"
#include "support/program.hpp"

using data::detail::NcReader;
using data::detail::NcWriter;
using support::complaint;

namespace {

namespace fs = std::filesystem;

/// Two rows of three, in all the ways a file can hold them.
void write_small(const fs::path& path) {
    NcWriter file(path);
    file.attribute("/", "title", "a small file");
    file.coordinate<double>("/time", {0.0, 31.0});
    file.dimension("/place", 3);
    file.put<std::int32_t>("/people", {.dimensions = {"/time", "/place"}}, {1, 2, 3, 4, 5, 6}, -1);
    file.attribute("/people", "units", "persons");
    file.attribute("/people", "limits", std::vector<std::int32_t>{0, 9});
    file.put_text("/name", {.dimensions = {"/place"}}, {"Røst", "", "Kárášjohka"});
    file.group("/inner");
    file.put<float>("/inner/share", {.dimensions = {"/place"}}, {0.5F, 0.25F, 0.0F});
    file.finish();
}

}  // namespace

TEST_CASE("What is written is what is read", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "small.nc";
    write_small(path);
    const NcReader file(path);
    CHECK(file.text("/", "title") == "a small file");
    CHECK(file.names("/") == std::vector<std::string>{"time", "place", "people", "name", "inner"});
    CHECK(file.size("/place") == 3);
    CHECK(file.read<double>("/time", {2}) == std::vector<double>{0, 31});
    CHECK(file.read<std::int32_t>("/people", {2, 3}) == std::vector<std::int32_t>{1, 2, 3, 4, 5, 6});
    CHECK(file.read_rows<std::int32_t>("/people", {2, 3}, 1, 1) == std::vector<std::int32_t>{4, 5, 6});
    CHECK(file.number<std::int32_t>("/people", "_FillValue") == -1);
    CHECK(file.read_text("/name", {3}) == std::vector<std::string>{"Røst", "", "Kárášjohka"});
    CHECK(file.read<float>("/inner/share", {3}) == std::vector<float>{0.5F, 0.25F, 0.0F});
    CHECK(folder.files() == 1);
}

TEST_CASE("Texts of any length are kept as attributes", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "texts.nc";
    const std::string limit(4096, 'a'), longer(4097, 'b'), huge(200'000, 'c');
    const std::vector<std::string> one{"only"}, several{"first", "", "Kárášjohka"};
    {
        NcWriter file(path);
        file.attribute("/", "empty", "");
        file.attribute("/", "limit", limit);
        file.attribute("/", "longer", longer);
        file.attribute("/", "huge", huge);
        file.attribute("/", "one", one);
        file.attribute("/", "several", several);
        file.finish();
    }
    const NcReader file(path);
    CHECK_FALSE(file.has_attribute("/", "empty"));
    CHECK(file.text("/", "empty", "nothing") == "nothing");
    CHECK(file.text("/", "limit") == limit);
    CHECK(file.text("/", "longer") == longer);
    CHECK(file.text("/", "huge") == huge);
    CHECK(file.texts("/", "one") == one);
    CHECK(file.texts("/", "several") == several);
}

TEST_CASE("Every number type keeps its extremes, packed or not", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "types.nc";
    const auto both = [&]<class T>(T low, T high) {
        for (const std::uint64_t size : {2U, 6000U}) {
            std::vector<T> values(size, low);
            values.back() = high;
            {
                NcWriter file(path);
                file.dimension("/n", size);
                file.put<T>("/v", {.dimensions = {"/n"}, .chunk = {1000}}, values);
                file.finish();
            }
            CHECK(NcReader(path).read<T>("/v", {size}) == values);
        }
    };
    const auto extremes = [&]<class T>(T) {
        both(std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max());
    };
    extremes(std::int8_t{});
    extremes(std::int16_t{});
    extremes(std::int32_t{});
    extremes(std::int64_t{});
    extremes(std::uint8_t{});
    extremes(std::uint16_t{});
    extremes(std::uint32_t{});
    extremes(std::uint64_t{});
    extremes(float{});
    extremes(double{});
}

TEST_CASE("Parts written out of order fill the whole, the rest holds the fill value", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "parts.nc";
    {
        NcWriter file(path);
        file.dimension("/time", 40);
        file.dimension("/place", 100);
        file.variable<std::int32_t>("/v", {.dimensions = {"/time", "/place"}, .chunk = {12, 100}}, -9);
        const std::vector<std::int32_t> rows(200, 7), corner{1, 2};
        file.write_box<std::int32_t>("/v", {30, 0}, {2, 100}, rows);
        file.write_box<std::int32_t>("/v", {5, 99}, {2, 1}, corner);
        file.flush();
        file.finish();
    }
    const auto values = NcReader(path).read<std::int32_t>("/v", {40, 100});
    CHECK(values[30 * 100] == 7);
    CHECK(values[31 * 100 + 99] == 7);
    CHECK(values[5 * 100 + 99] == 1);
    CHECK(values[6 * 100 + 99] == 2);
    CHECK(std::count(values.begin(), values.end(), -9) == 4000 - 202);
}

TEST_CASE("Numbers are read into wider types and never into narrower ones", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "small.nc";
    write_small(path);
    const NcReader file(path);
    CHECK(file.read<std::int64_t>("/people", {2, 3})[5] == 6);
    CHECK(file.read<double>("/people", {2, 3})[5] == 6.0);
    CHECK(file.read<double>("/inner/share", {3})[1] == 0.25);
    const std::string refusal = "which do not fit the expected type";
    CHECK_THAT(complaint([&] { file.read<std::int16_t>("/people", {2, 3}); }), Catch::Contains(refusal));
    CHECK_THAT(complaint([&] { file.read<std::uint32_t>("/people", {2, 3}); }), Catch::Contains(refusal));
    CHECK_THAT(complaint([&] { file.read<float>("/people", {2, 3}); }), Catch::Contains(refusal));
    CHECK_THAT(complaint([&] { file.read<std::int32_t>("/inner/share", {3}); }), Catch::Contains(refusal));
    CHECK_THAT(complaint([&] { file.read<float>("/name", {3}); }), Catch::Contains(refusal));
}

TEST_CASE("What is missing or misshapen is named with its file", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "small.nc";
    write_small(path);
    const NcReader file(path);
    using Catch::Contains;
    CHECK_THAT(complaint([&] { file.read<float>("/nothing", {3}); }),
               Contains("small.nc: variable '/nothing' is missing"));
    CHECK_THAT(complaint([&] { file.read<float>("/no/such/place", {3}); }),
               Contains("'/no/such/place' is missing"));
    CHECK_THAT(complaint([&] { file.read<float>("/inner", {3}); }), Contains("'/inner' is not a variable"));
    CHECK_THAT(complaint([&] {
                   file.read<std::int32_t>("/people", {3, 2});
               }),
               Contains("'/people' has shape 2 x 3, expected 3 x 2"));
    CHECK_THAT(complaint([&] { file.read_text("/people", {2, 3}); }), Contains("not variable-length text"));
    CHECK_THAT(complaint([&] { file.text("/people", "colour"); }),
               Contains("attribute 'colour' of '/people'"));
    CHECK_THAT(complaint([&] { file.number<int>("/people", "units"); }), Contains("do not fit"));
    CHECK_THAT(complaint([&] { file.number<int>("/people", "limits"); }), Contains("not a single number"));
    CHECK_THAT(complaint([&] { NcReader(folder.path() / "none.nc"); }), Contains("none.nc: no such file"));
}

TEST_CASE("A file cut short anywhere ends in a sentence or in its whole content", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "small.nc", cut = folder.path() / "cut.nc";
    write_small(path);
    const std::string whole = support::text_of(path);
    std::size_t complaints = 0, cuts = 0;
    for (std::size_t size = 0; size < whole.size(); size += 97) {
        std::ofstream(cut, std::ios::binary).write(whole.data(), static_cast<std::streamsize>(size));
        const std::string message = complaint([&] {
            const NcReader file(cut);
            file.read<std::int32_t>("/people", {2, 3});
            file.read_text("/name", {3});
        });
        ++cuts;
        complaints += message.find("make or fetch it again") != std::string::npos;
    }
    CHECK(cuts > 50);
    CHECK(complaints == cuts);
}

TEST_CASE("The same content gives the same bytes", "[data][fast]") {
    const support::ScratchFolder folder;
    write_small(folder.path() / "a.nc");
    write_small(folder.path() / "b.nc");
    CHECK(support::text_of(folder.path() / "a.nc") == support::text_of(folder.path() / "b.nc"));
    CHECK(data::sha256_of_file(folder.path() / "a.nc") == data::sha256_of_file(folder.path() / "b.nc"));
}

TEST_CASE("A writer that does not finish leaves no file", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "small.nc";
    {
        NcWriter file(path);
        file.dimension("/place", 3);
        CHECK(fs::exists(file.temporary_path()));
        CHECK_FALSE(fs::exists(path));
        CHECK_THROWS_AS(file.put<float>("/v", {.dimensions = {"/place"}}, {1.0F}), std::logic_error);
        CHECK_THROWS_AS(file.dimension("/place", 3), std::runtime_error);
    }
    CHECK(folder.files() == 0);
    CHECK_THROWS_AS(NcWriter(folder.path() / "missing" / "small.nc"), std::runtime_error);
}

TEST_CASE("A full disk is reported and leaves nothing behind", "[data][fast]") {
    // The process may write files of 64 kB at most: the system refuses the rest as it would on a full disk.
    const support::ScratchFolder folder;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit small{65536, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    std::string message = "nothing was thrown";
    try {
        NcWriter file(folder.path() / "large.nc");
        file.dimension("/n", 100'000);
        file.put<double>("/v", {.dimensions = {"/n"}, .deflate = 0}, std::vector<double>(100'000, 1.5));
        file.finish();
    } catch (const std::system_error& error) {
        message = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK_THAT(message, Catch::Contains("large.nc.tmp.") && Catch::Contains("File too large"));
    CHECK(folder.files() == 0);
}

TEST_CASE("SHA-256 gives the published digests", "[data][fast]") {
    // FIPS 180-4 examples: the empty message, "abc", and a million times "a".
    const auto digest = [](const std::string& text) {
        return data::sha256({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
    };
    CHECK(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const std::string many(1'000'000, 'a');
    CHECK(digest(many) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    const support::ScratchFolder folder;
    std::ofstream(folder.path() / "a.txt") << many;
    CHECK(data::sha256_of_file(folder.path() / "a.txt") == digest(many));
    CHECK_THAT(complaint([&] { data::sha256_of_file(folder.path() / "b.txt"); }),
               Catch::Contains("b.txt: cannot be read: No such file"));
}
