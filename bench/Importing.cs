using System.Diagnostics;
using System.Globalization;

namespace Commerce.Bench;

/// <summary>A catalogue from a file: so many products of one variant with their stock, and then all of it once
/// more.</summary>
internal static class Importing
{
    public static async Task<int> Run(Options options)
    {
        using var shop = new Shop(options);
        foreach (var what in (string[])["new products", "the same again"])
        {
            var begun = Stopwatch.GetTimestamp();
            await shop.Import(options.Rows);
            var took = Stopwatch.GetElapsedTime(begun);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {options.Rows} in {took.TotalSeconds:F1} s, {options.Rows / took.TotalSeconds:F0} a second"));
        }

        Console.WriteLine(Processor.Machine);
        return 0;
    }
}
