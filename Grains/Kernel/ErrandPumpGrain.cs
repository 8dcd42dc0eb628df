using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Grains.Kernel;

/// <summary>Carries errands outside of any entity's turn; it owns nothing and may die anywhere.</summary>
[StatelessWorker, Reentrant, GrainType("errand-pump")]
internal sealed partial class ErrandPumpGrain(IEnumerable<ICourier> couriers, ILogger<ErrandPumpGrain> log)
    : Grain, IErrandPumpGrain
{
    private readonly ImmutableArray<ICourier> couriers = [.. couriers];

    public async Task Deliver(string senderType, string senderKey, ImmutableArray<PendingErrand> errands)
    {
        var byReceiver = errands.GroupBy(pending => pending.Errand.Receiver, StringComparer.Ordinal);
        var answered = await Together.All(byReceiver.Select(group => DeliverInOrder(senderKey, [.. group])));
        ImmutableArray<long> numbers = [.. answered.SelectMany(number => number).Where(number => number > 0)];
        if (!numbers.IsEmpty)
        {
            await GrainFactory.GetGrain<IDueGrain>(GrainId.Create(senderType, senderKey)).Acknowledge(numbers);
        }
    }

    private async Task<List<long>> DeliverInOrder(string sender, ImmutableArray<PendingErrand> errands)
    {
        List<long> answered = [];
        foreach (var pending in errands)
        {
            if (!await Delivered(sender, pending.Errand)) break;
            answered.Add(pending.Number);
        }

        return answered;
    }

    private async Task<bool> Delivered(string sender, Errand errand)
    {
        try
        {
            return await couriers.Single(courier => courier.Carries(errand)).Deliver(errand);
        }
        catch (Exception failure)
        {
            LogUndelivered(sender, errand.GetType().Name, errand.Receiver, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "{Sender}: {Errand} to {Receiver} not delivered ({Failure}), it will be sent again.")]
    private partial void LogUndelivered(string sender, string errand, string receiver, string failure);
}
