#include "support/tiny_world.hpp"

namespace support {

model::World tiny_world(std::uint32_t municipalities, std::uint32_t people, const model::Params& params) {
    model::Remarks remarks;
    return model::make_world(tiny_inputs(municipalities, people), params, model::Seed{1}, start, 24, remarks);
}

}  // namespace support
