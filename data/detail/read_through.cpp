#include "data/detail/read_through.hpp"

#include <algorithm>

#include "data/detail/h5.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_objects = 200'000;
constexpr double most_text_bytes = 64e6;

struct Link {
    std::string name;
    bool hard;
};

/// What cannot be read, which its reader tells of; the rest is still read through.
struct Unreadable {};

void must(bool went_well) {
    if (went_well) return;
    const auto reason = h5_reason();
    if (h5_errno(reason) != 0) h5_fail(reason, "read");
    if (reason.find("memory allocation failed") != std::string::npos) throw std::bad_alloc();
    throw Unreadable();
}

/// Goes on whatever becomes of one thing, unless the machine fails.
template <class Read>
void try_to(const Read& read) {
    try {
        read();
    } catch (const std::system_error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const Unreadable&) {
    } catch (const std::exception&) {
    }
}

/// What must be known of a file before anything in it is read; Refusal::broken if it cannot be asked for.
template <class Ask>
auto surely(const Ask& ask) {
    try {
        return ask();
    } catch (const std::system_error&) {
        throw;
    } catch (const std::runtime_error&) {
        throw Refusal::broken;
    } catch (const Unreadable&) {
        throw Refusal::broken;
    }
}

std::size_t points(hid_t space) {
    const auto count = H5Sget_simple_extent_npoints(space);
    must(count >= 0);
    return static_cast<std::size_t>(count);
}

class Reading {
public:
    Reading(const fs::path& path, double most_bytes)
        : file_(H5Fopen(path.c_str(), H5F_ACC_RDONLY, h5_file_access().get()), "open"),
          most_bytes_(most_bytes) {}

    FileTexts everything() {
        std::vector<Link> links;
        const auto add = [](hid_t, const char* name, const H5L_info_t* about, void* all) -> herr_t {
            auto& list = *static_cast<std::vector<Link>*>(all);
            if (list.size() > most_objects) return 1;
            list.push_back({name, about->type == H5L_TYPE_HARD});
            return 0;
        };
        // Names behind one that cannot be read would go unseen here, and be asked for all the same.
        surely([&] { must(H5Lvisit(file_.get(), H5_INDEX_NAME, H5_ITER_NATIVE, add, &links) >= 0); });
        if (links.size() > most_objects) throw Refusal::too_many;
        read_object("/");
        for (const auto& link : links) {
            if (!link.hard) throw Refusal::points_elsewhere;
            read_object("/" + link.name);
        }
        return std::move(texts_);
    }

private:
    /// A dataset before its attributes: nothing wrong with these may hide where it points to.
    void read_object(const std::string& name) {
        const auto object = surely(
            [&] { return H5Object(H5Oopen(file_.get(), name.c_str(), H5P_DEFAULT), "open an object"); });
        H5O_info_t about{};
        surely([&] { must(H5Oget_info2(object.get(), &about, H5O_INFO_BASIC) >= 0); });
        if (about.type == H5O_TYPE_DATASET) {
            surely([&] { stays_here(object.get()); });
            try_to([&] { read_dataset(object.get(), name); });
        }
        // NcReader::names goes by an index of its own, which a file by another writer may not have.
        const auto pass = [](hid_t, const char*, const H5L_info_t*, void*) -> herr_t { return 0; };
        if (about.type == H5O_TYPE_GROUP)
            H5Literate(object.get(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, pass, nullptr);
        try_to([&] {
            must(H5Oget_info2(object.get(), &about, H5O_INFO_NUM_ATTRS) >= 0);
            for (hsize_t i = 0; i < about.num_attrs; ++i)
                try_to([&] { read_attribute(object.get(), name, i); });
        });
    }

    static void stays_here(hid_t dataset) {
        const H5Properties made(H5Dget_create_plist(dataset), "ask how it was made");
        const auto layout = H5Pget_layout(made.get());
        const auto external = H5Pget_external_count(made.get());
        must(layout >= 0 && external >= 0);
        if (layout == H5D_VIRTUAL || external > 0) throw Refusal::points_elsewhere;
    }

    void read_attribute(hid_t object, const std::string& of, hsize_t number) {
        const H5Attribute attribute(
            H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, number, H5P_DEFAULT, H5P_DEFAULT),
            "open an attribute");
        const H5Type type(H5Aget_type(attribute.get()), "ask for a type");
        const H5Space space(H5Aget_space(attribute.get()), "ask for a shape");
        const auto letters = H5Aget_name(attribute.get(), 0, nullptr);
        must(letters >= 0);
        std::string name(static_cast<std::size_t>(letters), '\0');
        must(H5Aget_name(attribute.get(), name.size() + 1, name.data()) >= 0);
        read_entries(text_key(of, name), type.get(), points(space.get()),
                     [&](hid_t as, void* into) { return H5Aread(attribute.get(), as, into); });
    }

    void read_dataset(hid_t dataset, const std::string& name) {
        const H5Properties made(H5Dget_create_plist(dataset), "ask how it was made");
        const H5Type type(H5Dget_type(dataset), "ask for a type");
        const H5Space space(H5Dget_space(dataset), "ask for a shape");
        const auto bytes =
            static_cast<double>(points(space.get())) * static_cast<double>(H5Tget_size(type.get()));
        // Nobody wrote to a dimension without coordinates: its size is no claim.
        if (H5D_space_status_t written{};
            H5Dget_space_status(dataset, &written) >= 0 && written == H5D_SPACE_STATUS_NOT_ALLOCATED)
            return;
        double chunk_bytes = 0;
        hsize_t chunk[H5S_MAX_RANK] = {};
        int axes = 0;
        if (H5Pget_layout(made.get()) == H5D_CHUNKED) {
            axes = H5Pget_chunk(made.get(), H5S_MAX_RANK, chunk);
            chunk_bytes = static_cast<double>(H5Tget_size(type.get()));
            for (int i = 0; i < axes; ++i) chunk_bytes *= static_cast<double>(chunk[i]);
        }
        if (bytes > most_bytes_ || chunk_bytes > most_bytes_) throw Refusal::claims_too_much;
        if (axes > 0 && is_number(type.get()))
            return read_chunks(dataset, type.get(), {chunk, chunk + axes},
                               static_cast<std::size_t>(chunk_bytes));
        read_entries(text_key(name), type.get(), points(space.get()), [&](hid_t as, void* into) {
            return H5Dread(dataset, as, H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
        });
    }

    static bool is_number(hid_t type) {
        const auto kind = H5Tget_class(type);
        return kind == H5T_INTEGER || kind == H5T_FLOAT;
    }

    /// Chunk by chunk, since parts are read that lie behind a bad one, and in the room that one takes.
    static void read_chunks(hid_t dataset, hid_t type, const std::vector<hsize_t>& chunk,
                            std::size_t chunk_bytes) {
        const auto axes = chunk.size();
        const H5Space space(H5Dget_space(dataset), "ask for a shape");
        std::vector<hsize_t> size(axes), from(axes, 0), count(axes);
        must(H5Sget_simple_extent_ndims(space.get()) == static_cast<int>(axes));
        must(H5Sget_simple_extent_dims(space.get(), size.data(), nullptr) >= 0);
        std::vector<char> room(chunk_bytes);
        for (std::size_t axis = 0; axis < axes;) {
            for (std::size_t i = 0; i < axes; ++i) count[i] = std::min(chunk[i], size[i] - from[i]);
            const H5Space part(H5Screate_simple(static_cast<int>(axes), count.data(), nullptr),
                               "make a shape");
            H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr);
            H5Dread(dataset, type, part.get(), space.get(), H5P_DEFAULT, room.data());
            for (axis = 0; axis < axes; ++axis) {
                from[axis] += chunk[axis];
                if (from[axis] < size[axis]) break;
                from[axis] = 0;
            }
        }
    }

    /// Reads by `read(type, into)` what has `count` entries of a stored type; keeps texts of variable length.
    template <class Read>
    void read_entries(const std::string& key, hid_t type, std::size_t count, const Read& read) {
        if (!is_number(type) && H5Tget_class(type) != H5T_STRING) return;  // nobody here asks for it
        if (H5Tis_variable_str(type) <= 0) {
            std::vector<char> room(count * H5Tget_size(type) + 1);
            if (read(type, room.data()) < 0) throw Unreadable();  // its reader knows its name
            return;
        }
        std::vector<char*> lent(count, nullptr);
        must(read(type, lent.data()) >= 0);
        std::vector<std::string> kept;
        kept.reserve(count);
        for (const char* text : lent) {
            kept.emplace_back(text ? text : "");
            text_bytes_ += static_cast<double>(sizeof kept.back() + kept.back().size());
            if (text_bytes_ > most_text_bytes) throw Refusal::too_many;
        }
        texts_.emplace(key, std::move(kept));
        const hsize_t all = count;
        const H5Space space(H5Screate_simple(1, &all, nullptr), "make a shape");
        H5Dvlen_reclaim(type, space.get(), H5P_DEFAULT, lent.data());
    }

    H5File file_;
    double most_bytes_, text_bytes_ = 0;
    FileTexts texts_;
};

}  // namespace

std::string text_key(std::string_view object, std::string_view attribute) {
    std::string key(object);  // neither name can hold this letter
    return attribute.empty() ? key : key.append(1, '\0').append(attribute);
}

FileTexts read_through(const fs::path& file, double most_bytes) {
    try {
        return Reading(file, most_bytes).everything();
    } catch (const std::system_error&) {
        throw;
    } catch (const std::runtime_error&) {
        return {};  // it cannot be opened, which its reader tells of
    }
}

}  // namespace data::detail
