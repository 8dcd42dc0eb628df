using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Orleans;

/// <summary>A hash that is the same in every process and version: XxHash32 with seed 0, whose four bytes as they are
/// written down, the highest first, are read as a number the lowest first.</summary>
public static class StableHash
{
    private const uint Prime1 = 2654435761, Prime2 = 2246822519, Prime3 = 3266489917, Prime4 = 668265263;
    private const uint Prime5 = 374761393;

    /// <summary>The hash of a text's UTF-16 bytes.</summary>
    public static uint ComputeHash(string data) => ComputeHash(MemoryMarshal.AsBytes(data.AsSpan()));

    /// <summary>The hash of some bytes.</summary>
    public static uint ComputeHash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var rest = data;
            var hash = (rest.Length >= 16 ? Stripes(ref rest) : Prime5) + (uint)data.Length;
            for (; rest.Length >= 4; rest = rest[4..])
            {
                hash += BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime3;
                hash = BitOperations.RotateLeft(hash, 17) * Prime4;
            }

            foreach (var value in rest) hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;

            hash = (hash ^ (hash >> 15)) * Prime2;
            hash = (hash ^ (hash >> 13)) * Prime3;
            return BinaryPrimitives.ReverseEndianness(hash ^ (hash >> 16));
        }
    }

    private static uint Stripes(ref ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            uint one = Prime1 + Prime2, two = Prime2, three = 0, four = 0 - Prime1;
            for (; rest.Length >= 16; rest = rest[16..])
            {
                one = Round(one, rest);
                two = Round(two, rest[4..]);
                three = Round(three, rest[8..]);
                four = Round(four, rest[12..]);
            }

            return BitOperations.RotateLeft(one, 1) + BitOperations.RotateLeft(two, 7)
                + BitOperations.RotateLeft(three, 12) + BitOperations.RotateLeft(four, 18);
        }
    }

    private static uint Round(uint sum, ReadOnlySpan<byte> four) => unchecked(
        BitOperations.RotateLeft(sum + (BinaryPrimitives.ReadUInt32LittleEndian(four) * Prime2), 13) * Prime1);
}
