using System.Buffers.Binary;
using Commerce.Grains.Kernel;

namespace Commerce.Kit;

/// <summary>The same ids in every run of the same seed; safe for parallel callers, who share one sequence.</summary>
internal sealed class SeededIds(int seed = 1, TimeProvider? clock = null) : IIdSource
{
    private readonly TimeProvider clock = clock ?? new ManualClock();
    private int count;

    public string Next()
    {
        Span<byte> chance = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(chance, seed);
        // Only five bits of each byte show, so the count is spread over the last ten.
        var number = Interlocked.Increment(ref count);
        for (var place = 15; place > 5; place--, number >>= 5) chance[place] = (byte)(number & 31);
        return Ulids.Text(clock.GetUtcNow().ToUnixTimeMilliseconds(), chance);
    }

    public string Secret(string alphabet, int length)
    {
        var number = Interlocked.Increment(ref count);
        return string.Create(length, (alphabet, number), static (text, from) =>
        {
            for (var place = text.Length - 1; place >= 0; place--, from.number /= from.alphabet.Length)
                text[place] = from.alphabet[from.number % from.alphabet.Length];
        });
    }
}
