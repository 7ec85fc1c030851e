#pragma once
// What every spreadsheet of ours is made with: libxlsxwriter behind owning types. Private to viz/*.cpp.
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace viz {

inline constexpr std::size_t most_rows = 1'048'576;
/// Longest text of a cell, in UTF-16 units; longer ones are cut.
inline constexpr std::size_t longest_text = 32'000;

/// A file in memory with a name: the library writes to named files only.
class NamedMemory {
public:
    NamedMemory() : descriptor_(::memfd_create("legekart.xlsx", MFD_CLOEXEC)) {
        if (descriptor_ < 0)
            throw std::runtime_error(std::string("cannot get memory for a spreadsheet: ") +
                                     std::strerror(errno));
    }
    ~NamedMemory() { ::close(descriptor_); }
    NamedMemory(const NamedMemory&) = delete;
    NamedMemory& operator=(const NamedMemory&) = delete;
    std::string name() const { return fmt::format("/proc/self/fd/{}", descriptor_); }
    std::string bytes() const {
        std::string result(static_cast<std::size_t>(::lseek(descriptor_, 0, SEEK_END)), '\0');
        for (std::size_t done = 0; done < result.size();) {
            const auto got =
                ::pread(descriptor_, result.data() + done, result.size() - done, static_cast<off_t>(done));
            if (got <= 0) throw std::runtime_error("cannot read back a spreadsheet from memory");
            done += static_cast<std::size_t>(got);
        }
        return result;
    }

private:
    int descriptor_;
};

/// Throws std::system_error unless the spreadsheet's parts are whole. The library makes each in a temporary
/// file and overlooks that its disk is full: a part then ends too early, in a package that is sound.
void check_parts(const std::string& xlsx);

/// Stops at the first thing the library refuses.
inline void must(lxw_error error) {
    if (error != LXW_NO_ERROR)
        throw std::runtime_error(fmt::format("cannot make the spreadsheet: {}", lxw_strerror(error)));
}

/// Cut between characters, never inside one.
inline std::string cut(const std::string& text) {
    if (text.size() <= longest_text) return text;
    std::size_t end = longest_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + " …";
}

/// Seconds since 1970 of the first of a month.
inline std::time_t seconds_of(std::chrono::year_month month) {
    const auto days = std::chrono::sys_days{month / std::chrono::day{1}}.time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(days).count();
}

struct Book {
    /// `scratch`: the folder for temporary files; empty: the system's.
    Book(std::string name, std::string scratch) : name_(std::move(name)), scratch_(std::move(scratch)) {
        lxw_workbook_options options{};
        if (!scratch_.empty()) options.tmpdir = scratch_.data();
        book = workbook_new_opt(name_.c_str(), &options);
        if (!book) throw std::runtime_error("cannot make the spreadsheet: out of memory");
        head = workbook_add_format(book);
        format_set_bold(head);
        format_set_text_wrap(head);
        format_set_align(head, LXW_ALIGN_VERTICAL_TOP);
        wrapped = workbook_add_format(book);
        format_set_text_wrap(wrapped);
        format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
        text = workbook_add_format(book);
        format_set_num_format(text, "@");
        whole = workbook_add_format(book);
        format_set_num_format(whole, "#,##0");
        decimal = workbook_add_format(book);
        format_set_num_format(decimal, "0.0");
        small = workbook_add_format(book);
        format_set_num_format(small, "0.00");
    }
    ~Book() {
        if (book) lxw_workbook_free(book);
    }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;
    lxw_worksheet* sheet(const std::string& name) {
        lxw_worksheet* made = workbook_add_worksheet(book, name.c_str());
        if (!made) throw std::runtime_error("cannot add a sheet to the spreadsheet");
        return made;
    }
    /// No clock: the same content gives the same bytes.
    void describe(std::string title, std::chrono::year_month created) {
        lxw_doc_properties properties{};
        std::string author = "Legekart";
        properties.title = title.data();
        properties.author = author.data();
        properties.created = seconds_of(created);
        must(workbook_set_properties(book, &properties));
    }
    void close() {
        errno = 0;
        const auto error = workbook_close(book);  // frees it, whatever happens
        book = nullptr;
        if (error >= LXW_ERROR_CREATING_XLSX_FILE && error <= LXW_ERROR_ZIP_CLOSE)
            throw std::system_error(errno ? errno : EIO, std::generic_category(),
                                    "cannot make the spreadsheet (no room for it or its temporary files: "
                                    "TMPDIR or the folder of the output)");
        must(error);
        check_parts(name_);
    }

    lxw_workbook* book;
    lxw_format *head, *wrapped, *text, *whole, *decimal, *small;

private:
    std::string name_, scratch_;
};

inline lxw_col_t col(std::size_t c) {
    return static_cast<lxw_col_t>(c);
}

}  // namespace viz
