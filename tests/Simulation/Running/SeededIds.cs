using Commerce.Grains.Kernel;

namespace Commerce.Simulation.Running;

/// <summary>The same ids in every run of a seed.</summary>
internal sealed class SeededIds(Chance chance, VirtualClock clock) : IIdSource
{
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var place = 0; place < 16; place++) bytes[place] = (byte)chance.Below(32);
        return Ulids.Text(clock.Now.ToUnixTimeMilliseconds(), bytes);
    }

    public string Secret(string alphabet, int length) =>
        string.Create(length, (chance, alphabet), static (text, from) =>
        {
            for (var place = 0; place < text.Length; place++)
                text[place] = from.alphabet[from.chance.Below(from.alphabet.Length)];
        });
}
