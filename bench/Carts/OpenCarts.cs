using System.Diagnostics;
using System.Globalization;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Silo.Storage;
using Orleans.Runtime;

namespace Commerce.Bench;

/// <summary>Open carts that nobody comes back to, put into the shop's database behind its back: each is what the shop
/// would have stored of it, its lines in one write, by the shop's own row store and triggers.</summary>
/// <param name="database">The shop's database.</param>
/// <param name="wanted">What is in each.</param>
internal sealed class OpenCarts(IDatabase database, ImmutableArray<QuoteLine> wanted)
{
    private const int RowsAtOnce = 2_000;
    private const int Pumps = 2;

    private static readonly KernelJsonSerializer Json = new();
    private static readonly TimeSpan Life = new ShopSettings().CartDuration;

    private int made;

    /// <summary>Reads what a cart of the shop holds.</summary>
    public static async Task<OpenCarts> Like(IDatabase database, Cart cart)
    {
        var rows = await database.Rows.Read([Key(cart.Id)]);
        var stored = Json.Deserialize<Stored<CartState, CartEvent>>(new(rows[0]!.Payload!));
        return new(database, CartWrites.Wanted(stored!));
    }

    /// <summary>Bytes of one.</summary>
    public int Bytes => Row(0, TimeProvider.System.Now()).Payload!.Length;

    /// <summary>Makes so many; how many a second.</summary>
    /// <param name="carts">How many.</param>
    /// <param name="lapse">When each is due: its place among them is given, from 0 to 1.</param>
    public async Task<double> Fill(int carts, Func<double, DateTimeOffset> lapse)
    {
        var begun = Stopwatch.GetTimestamp();
        var (first, next) = (made, -RowsAtOnce);
        made += carts;
        await Task.WhenAll(Enumerable.Range(0, Pumps).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Add(ref next, RowsAtOnce) is var from && from < carts)
            {
                await Write([.. Enumerable.Range(from, Math.Min(RowsAtOnce, carts - from))
                    .Select(number => Row(first + number, lapse((double)number / carts)))]);
            }
        })));
        return carts / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static RowKey Key(string cart) =>
        RowKey.Of(CartWrites.Entity, GrainId.Create(CartWrites.Entity, cart));

    // The client would have said nothing of it: the shop makes a key for each call.
    private static Call Guest() =>
        new("guest", "127.0.0.1", Key: new(Hash(), Hash(), Kept: false));

    private static string Hash() => Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22];

    private async Task Write(RowWrite[] rows)
    {
        var stored = await database.Rows.Write(rows);
        if (stored.Contains(false)) throw new InvalidOperationException("A cart is there already.");
    }

    private RowWrite Row(int number, DateTimeOffset lapses)
    {
        var filled = ShopClock.FromMilliseconds((lapses - Life).ToUnixTimeMilliseconds());
        var cart = CartId.Named(string.Create(CultureInfo.InvariantCulture, $"bench{number:D21}"));
        var write = CartWrites.Next(cart, new(), wanted.Select(CartWrites.Add), Guest, filled);
        return new(Key(cart.Value), Json.Serialize(write).ToArray(), Version: null);
    }
}
