using System.Diagnostics;
using System.Globalization;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Silo.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Bench;

/// <summary>Carts whose shoppers change a quantity again and again. Each waits until its write is stored before it
/// makes its next, as a grain does; whichever provider stores it goes on from the version that the other
/// left.</summary>
internal sealed class CartWriters
{
    /// <summary>How many carts there are, and so how many writes under way.</summary>
    public const int Count = 64;

    // With so many a write has about as many bytes as the shop's have on average.
    private const int Lines = 8;

    private static readonly Call Guest = new("guest", "127.0.0.1");

    private readonly Writer[] writers = [.. Enumerable.Range(0, Count).Select(number => new Writer(number))];

    private CartWriters() { }

    /// <summary>Bytes of a write.</summary>
    public int Bytes => writers[0].Bytes;

    /// <summary>Puts something into each.</summary>
    public static async Task<CartWriters> Fill(IGrainStorage storage)
    {
        var filled = new CartWriters();
        await Task.WhenAll(filled.writers.Select(writer => writer.Fill(storage)));
        return filled;
    }

    /// <summary>Writes for some time; how many writes were answered, and when the last was.</summary>
    public async Task<(int Writes, TimeSpan Elapsed)> Run(IGrainStorage storage, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var written = await Task.WhenAll(
            writers.Select(writer => Task.Run(() => writer.Run(storage, watch, time))));
        return (written.Sum(), watch.Elapsed);
    }

    private static CartCommand.AddLine Line(int number) => new(
        new(
            Sku.Of(string.Create(CultureInfo.InvariantCulture, $"TWP-101{number}-P")),
            ProductId.Of(string.Create(CultureInfo.InvariantCulture, $"product-hgy06yttmxk1s7kdsj2mpezt{number:D2}")),
            1, "A Dictionary of Small Sounds", "Paperback", new Money(1_350, "USD"), 0.5666m, false, true, true, null),
        1,
        new PriceChoice(new(1_350, "USD"), PriceChoice.OurPrice));

    private sealed class Writer(int number)
    {
        private readonly CartId id = CartId.Named(string.Create(CultureInfo.InvariantCulture, $"bench{number:D21}"));
        private readonly GrainState<Stored<CartState, CartEvent>> stored = new(new());

        public int Bytes => new KernelJsonSerializer().Serialize(stored.State).ToMemory().Length;

        public async Task Fill(IGrainStorage storage)
        {
            for (var line = 0; line < Lines; line++) await Write(storage, Line(line));
        }

        public async Task<int> Run(IGrainStorage storage, Stopwatch watch, TimeSpan time)
        {
            var writes = 0;
            for (; watch.Elapsed < time; writes++)
                await Write(storage, new CartCommand.SetQuantity("line-1", 1 + First.Quantity % 2));
            return writes;
        }

        private QuoteLine First => CartWrites.Wanted(stored.State!)[0];

        private Task Write(IGrainStorage storage, CartCommand command)
        {
            stored.State = CartWrites.Next(id, stored.State!, [command], () => Guest, TimeProvider.System.Now());
            return storage.WriteStateAsync(CartWrites.Entity, GrainId.Create(CartWrites.Entity, id.Value), stored);
        }
    }
}
