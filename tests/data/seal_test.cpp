// The checksum every netCDF file carries, and the child that reads it first.
#include "data/detail/seal.hpp"

#include <hdf5.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "data/detail/netcdf.hpp"
#include "data/sha256.hpp"
#include "support/complaint.hpp"
#include "support/program.hpp"

using Catch::Contains;
using data::detail::NcReader;
using data::detail::NcWriter;
using support::complaint;
namespace fs = std::filesystem;

namespace {

fs::path write_numbers(const fs::path& path) {
    NcWriter file(path);
    file.dimension("/place", 1000);
    file.put<std::int32_t>("/people", {.dimensions = {"/place"}, .deflate = 0},
                           std::vector<std::int32_t>(1000, 7));
    file.put_text("/name", {.dimensions = {}}, {"Røst"});
    file.finish();
    return path;
}

void rewrite(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Changes the file's content by HDF5 and seals it, as somebody who knows how could.
template <class Change>
void forge(const fs::path& path, const Change& change) {
    fs::resize_file(path, fs::file_size(path) - 82);
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    REQUIRE(file >= 0);
    change(file);
    H5Fclose(file);
    data::detail::seal(path);
}

}  // namespace

TEST_CASE("A file ends with the SHA-256 of what is before, and any flipped bit is seen", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto path = write_numbers(folder.path() / "a.nc");
    const auto whole = support::text_of(path);
    const auto content = whole.substr(0, whole.size() - 82);
    CHECK(whole.substr(content.size()) ==
          "\nlegekart sha256 " +
              data::sha256({reinterpret_cast<const unsigned char*>(content.data()), content.size()}) + "\n");
    CHECK(NcReader(path).sha256() == data::sha256_of_file(path));
    for (std::size_t at = 8; at < whole.size(); at += 53) {
        auto flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
        rewrite(path, flipped);
        CHECK_THAT(complaint([&] { NcReader{path}; }), Contains("checksum"));
    }
}

TEST_CASE("A file without its checksum is refused, whole or not", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto path = write_numbers(folder.path() / "a.nc");
    fs::resize_file(path, fs::file_size(path) - 82);
    CHECK_THAT(complaint([&] { NcReader{path}; }),
               Contains("a.nc: does not end with its checksum") && Contains("make or fetch it again"));
    rewrite(path, "");
    CHECK_THAT(complaint([&] { NcReader{path}; }), Contains("cannot be opened as netCDF-4 / HDF5"));
}

TEST_CASE("A forged file may not point elsewhere, claim what it cannot hold, or end the library",
          "[data][fast]") {
    const support::ScratchFolder folder;
    const auto path = write_numbers(folder.path() / "a.nc");
    const auto whole = support::text_of(path);
    forge(path, [](hid_t file) {
        H5Ldelete(file, "/people", H5P_DEFAULT);
        H5Lcreate_external("/etc/passwd", "/people", file, "/people", H5P_DEFAULT, H5P_DEFAULT);
    });
    CHECK_THAT(complaint([&] { NcReader{path}; }), Contains("points to other files"));

    rewrite(path, whole);
    forge(path, [](hid_t file) {  // a text of no length at all, as other writers have them
        const hid_t none = H5Screate(H5S_NULL), text = H5Tcopy(H5T_C_S1);
        H5Tset_size(text, H5T_VARIABLE);
        H5Aclose(
            H5Acreate_by_name(file, "/people", "empty", text, none, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        H5Tclose(text);
        H5Sclose(none);
    });
    CHECK(NcReader(path).texts("/people", "empty").empty());

    rewrite(path, whole);
    forge(path, [](hid_t file) {
        const hsize_t size[] = {1'000'000, 1'000'000}, chunk[] = {10, 10}, from[] = {0, 0}, one[] = {1, 1};
        const hid_t space = H5Screate_simple(2, size, nullptr), made = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_chunk(made, 2, chunk);
        const hid_t set = H5Dcreate2(file, "/great", H5T_STD_I32LE, space, H5P_DEFAULT, made, H5P_DEFAULT);
        H5Sselect_hyperslab(space, H5S_SELECT_SET, from, nullptr, one, nullptr);
        const hid_t memory = H5Screate_simple(2, one, nullptr);
        const int value = 1;
        H5Dwrite(set, H5T_NATIVE_INT, memory, space, H5P_DEFAULT, &value);
        for (const hid_t id : {memory, space}) H5Sclose(id);
        H5Pclose(made);
        H5Dclose(set);
    });
    CHECK_THAT(complaint([&] { NcReader{path}; }),
               Contains("claims to hold more than a file of its size can"));

    // The length that stands before a text in the heap of texts, made far too great: HDF5 1.10 reads as far
    // beyond its buffer as it says, which ends one process and not another.
    rewrite(path, whole);
    const auto content = whole.substr(0, whole.size() - 82);
    const auto text = content.find("Røst");
    REQUIRE(text != std::string::npos);
    int refused = 0;
    for (std::size_t bit = 12; bit < 64; bit += 4) {
        auto bad = content;
        auto& at = bad[text - 8 + bit / 8];
        at = static_cast<char>(at ^ (1 << bit % 8));
        rewrite(path, bad);
        data::detail::seal(path);
        const auto message = complaint([&] { NcReader(path).read_text("/name", {}); });
        refused += message.find("a.nc: ") != std::string::npos;
    }
    CHECK(refused >= 10);
}

TEST_CASE("What cannot be read is told by name, and what ends the library by file", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto path = folder.path() / "a.nc";
    {
        NcWriter file(path);
        file.dimension("/place", 5000);
        file.put<std::int32_t>("/a", {.dimensions = {"/place"}}, std::vector<std::int32_t>(5000, 7));
        file.put_text("/name", {.dimensions = {}}, {"Røst"});
        file.finish();
    }
    forge(path, [](hid_t file) {
        const hid_t set = H5Dopen2(file, "/a", H5P_DEFAULT);
        const hsize_t first[] = {0};
        H5Dwrite_chunk(set, H5P_DEFAULT, 0, first, 16, "no deflated data");
        H5Dclose(set);
    });
    CHECK_THAT(complaint([&] { NcReader(path).read<std::int32_t>("/a", {5000}); }), Contains("damaged"));
    const auto whole = support::text_of(path);
    const auto content = whole.substr(0, whole.size() - 82);
    const auto heap = content.find("GCOL");
    REQUIRE(heap != std::string::npos);
    int broken = 0;
    for (std::size_t at = heap; at < heap + 48 && broken == 0; ++at) {
        auto bad = content;
        bad[at] = '\x7f';
        rewrite(path, bad);
        data::detail::seal(path);
        const auto message = complaint([&] { NcReader(path).read_text("/name", {}); });
        broken += message.find("is broken inside") != std::string::npos ||
                  message.find("claims to hold more") != std::string::npos;
    }
    CHECK(broken >= 1);
}
