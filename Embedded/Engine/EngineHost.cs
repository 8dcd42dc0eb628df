using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;

namespace Commerce.Embedded;

/// <summary>Starts and stops the engine with its host, and sends idle grains away meanwhile.</summary>
internal sealed class EngineHost(
    Engine engine,
    CallsUnderWay calls,
    ReminderClock reminders,
    IOptions<GrainCollectionOptions> collection) : IHostedService
{
    private ITimer? idle;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await reminders.Start(cancellationToken);
        var often = collection.Value.CollectionQuantum;
        idle = engine.Clock.CreateSilentTimer(static host => ((EngineHost)host!).CollectIdle(), this);
        idle.Change(often, often);
        Log.Started(engine.Log, engine.Classes.Count, reminders.Count);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        idle?.Dispose();
        engine.CloseDoor();
        reminders.Silence();
        using var patience = new CancellationTokenSource(engine.DeactivationTimeout, engine.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await LetCallsEnd(limit.Token);
        engine.LockDoor();
        await LetGrainsGo(limit.Token);
        await reminders.Stop(cancellationToken);
    }

    private async Task LetCallsEnd(CancellationToken limit)
    {
        while (calls.Answers is { Count: > 0 } answers && !limit.IsCancellationRequested)
            await Quietly(Task.WhenAll(answers).WaitAsync(limit));
        if (calls.Answers is { Count: > 0 } left) Log.StillRunning(engine.Log, left.Count);
    }

    private async Task LetGrainsGo(CancellationToken limit)
    {
        var all = engine.Activations.ToArray();
        foreach (var activation in all)
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The engine stops."), limit);
        await Quietly(Task.WhenAll(all.Select(activation => activation.Deactivated)).WaitAsync(limit));
        var left = all.Count(activation => !activation.Deactivated.IsCompleted);
        if (left > 0) Log.StillThere(engine.Log, left);
    }

    private void CollectIdle()
    {
        var age = collection.Value.CollectionAge;
        foreach (var place in engine.Places) place.LeaveIfIdle(age);
    }

    private static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
