using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Stock;

/// <summary>Asks the order what became of an attempt whose open hold ends.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="StockKey">The stock item that asks.</param>
[GenerateSerializer, Immutable, Alias("errand.ask-verdict")]
public sealed record AskVerdict(AttemptId Attempt, string StockKey) : Errand(Attempt.Order.Value);

/// <summary>Asks for verdicts and brings them back: nothing is released on anything else.</summary>
internal sealed class StockCourier(IGrainFactory grains) : ICourier
{
    /// <summary>Names the release of an attempt that was given up.</summary>
    public const string DeadPart = "dead";

    public bool Carries(Errand errand) => errand is AskVerdict;

    public async Task<bool> Deliver(Errand errand)
    {
        var ask = (AskVerdict)errand;
        var verdict = await grains.GetGrain<IOrderGrain>(ask.Attempt.Order.Value).Verdict(ask.Attempt);
        var stock = grains.GetGrain<IStockGrain>(ask.StockKey);
        if (verdict == Verdict.Paid) await stock.Commit(ask.Attempt);
        if (verdict == Verdict.Dead) await stock.Release(ask.Attempt, DeadPart, null);
        return true;
    }
}
