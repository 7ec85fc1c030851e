// The HDF5 library alone, bundled apart so that it can wait compressed in the viewer.
export {File, ready} from 'h5wasm';
