using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;

namespace Commerce.Simulation.World;

/// <summary>Who and what there is in the town, and what was said lately, for those who say it again.</summary>
internal sealed class Names
{
    private const int KeptMost = 64;

    public List<CartId> Carts { get; } = [];

    public List<CustomerId> Customers { get; } = [];

    /// <summary>What was registered with an address that another has.</summary>
    public List<CustomerId> Decoys { get; } = [];

    public List<CertificateId> Certificates { get; } = [];

    /// <summary>Orders as they were once to be confirmed.</summary>
    public List<OrderCommand.Confirm> Confirms { get; } = [];

    /// <summary>Holds as they were once asked for.</summary>
    public List<StockCommand.Hold> Holds { get; } = [];

    /// <summary>Takes down what may be said again.</summary>
    public void Hear(object command)
    {
        if (command is OrderCommand.Confirm confirm) Keep(Confirms, confirm);
        if (command is StockCommand.Hold hold) Keep(Holds, hold);
    }

    private static void Keep<T>(List<T> kept, T one)
    {
        if (kept.Count == KeptMost) kept.RemoveAt(0);
        kept.Add(one);
    }
}
