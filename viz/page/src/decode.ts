// The inverse of viz/packed_array.cpp: base64, bare deflate (RFC 1951), byte planes, zigzag, steps.
// Written as plain loops and not as DecompressionStream, because values are decoded when first asked for, in the
// middle of drawing, and a stream could only answer later.

export interface Packed {
    n: number;
    planes: number;
    steps: boolean;
    data: string;
}

const lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
    227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
    4097, 6145, 8193, 12289, 16385, 24577,
];
const distanceExtra = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A look-up by the next `bits` bits: symbol × 16 + length of its code. */
interface Code {
    bits: number;
    table: Uint16Array;
}

function codeOf(lengths: ArrayLike<number>): Code {
    let bits = 1;
    for (let i = 0; i < lengths.length; i++) bits = Math.max(bits, lengths[i]);
    const count = new Uint16Array(17);
    const next = new Uint16Array(17);
    const table = new Uint16Array(1 << bits);
    for (let i = 0; i < lengths.length; i++) if (lengths[i]) count[lengths[i]]++;
    for (let i = 1, code = 0; i <= 15; i++) next[i] = code = (code + count[i - 1]) << 1;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
        const length = lengths[symbol];
        if (!length) continue;
        let code = next[length]++;
        let reversed = 0;
        for (let i = 0; i < length; i++, code >>= 1) reversed = (reversed << 1) | (code & 1);
        for (let i = reversed; i < table.length; i += 1 << length) table[i] = (symbol << 4) | length;
    }
    return {bits, table};
}

let fixedCodes: [Code, Code] | undefined;
function fixed(): [Code, Code] {
    if (!fixedCodes) {
        const lengths = Array.from({length: 288}, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
        fixedCodes = [codeOf(lengths), codeOf(new Array(30).fill(5))];
    }
    return fixedCodes;
}

/** Decompresses to exactly `size` bytes. */
export function inflate(input: Uint8Array, size: number): Uint8Array {
    const out = new Uint8Array(size);
    let at = 0;
    let position = 0;
    let held = 0;
    let count = 0;
    const fill = (n: number) => {
        while (count < n) {
            held |= (position < input.length ? input[position++] : 0) << count;
            count += 8;
        }
    };
    const take = (n: number): number => {
        if (n === 0) return 0;
        fill(n);
        const value = held & ((1 << n) - 1);
        held >>>= n;
        count -= n;
        return value;
    };
    const symbol = (code: Code): number => {
        fill(code.bits);
        const entry = code.table[held & ((1 << code.bits) - 1)];
        const length = entry & 15;
        if (length === 0) throw new Error('damaged data block');
        held >>>= length;
        count -= length;
        return entry >> 4;
    };
    for (let last = 0; !last;) {
        last = take(1);
        const kind = take(2);
        if (kind === 0) {
            position -= count >> 3;
            held = count = 0;
            const length = input[position] | (input[position + 1] << 8);
            position += 4;
            out.set(input.subarray(position, position + length), at);
            position += length;
            at += length;
            continue;
        }
        if (kind === 3) throw new Error('damaged data block');
        let [literals, distances] = fixed();
        if (kind === 2) {
            const literalCount = take(5) + 257;
            const distanceCount = take(5) + 1;
            const lengthCount = take(4) + 4;
            const short = new Uint8Array(19);
            for (let i = 0; i < lengthCount; i++) short[orderOfLengths[i]] = take(3);
            const lengthCode = codeOf(short);
            const lengths = new Uint8Array(literalCount + distanceCount);
            for (let i = 0; i < lengths.length;) {
                const s = symbol(lengthCode);
                if (s < 16) {
                    lengths[i++] = s;
                    continue;
                }
                const value = s === 16 ? lengths[i - 1] : 0;
                const times = s === 16 ? 3 + take(2) : s === 17 ? 3 + take(3) : 11 + take(7);
                lengths.fill(value, i, i + times);
                i += times;
            }
            literals = codeOf(lengths.subarray(0, literalCount));
            distances = codeOf(lengths.subarray(literalCount));
        }
        for (;;) {
            const s = symbol(literals);
            if (s < 256) {
                out[at++] = s;
                continue;
            }
            if (s === 256) break;
            const length = lengthBase[s - 257] + take(lengthExtra[s - 257]);
            const d = symbol(distances);
            const distance = distanceBase[d] + take(distanceExtra[d]);
            for (let end = at + length; at < end; at++) out[at] = out[at - distance];
        }
    }
    if (at !== size) throw new Error('damaged data block');
    return out;
}

export function bytesOfBase64(text: string): Uint8Array {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
}

export function unpack(array: Packed): Int32Array {
    const {n, planes, steps} = array;
    const result = new Int32Array(n);
    if (planes === 0) return result;
    const bytes = inflate(bytesOfBase64(array.data), n * planes);
    let before = 0;
    for (let i = 0; i < n; i++) {
        let folded = 0;
        for (let plane = 0; plane < planes; plane++) folded |= bytes[plane * n + i] << (8 * plane);
        const value = (folded >>> 1) ^ -(folded & 1);
        before = steps ? (before + value) | 0 : value;
        result[i] = before;
    }
    return result;
}

/** Floats that were packed by their bits. */
export function unpackFloats(array: Packed): Float32Array {
    return new Float32Array(unpack(array).buffer);
}

export interface PackedText {
    n: number;
    data: string;
}
export const textOf = (text: PackedText): string =>
    new TextDecoder().decode(inflate(bytesOfBase64(text.data), text.n));
