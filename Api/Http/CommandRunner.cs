using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Api.Http;

/// <summary>A command on its way to its grain.</summary>
/// <param name="Call">What the grain is told of the request.</param>
/// <param name="Send">Sends it; may be sent several times under the same key.</param>
/// <param name="Show">What clients see when it is done.</param>
/// <param name="Revive">Makes the outcome of a kept answer again.</param>
internal sealed record Command<T>(
    Call Call,
    Func<Call, Task<Outcome<T>>> Send,
    Func<T, Shown> Show,
    Func<KeptAnswer, Task<Outcome<T>?>> Revive);

/// <summary>Sends commands once (H-01): repeats wait for the first, hear its answer, and what the store did not take is
/// sent again under the same key. A client that goes away stops nothing.</summary>
internal sealed class CommandRunner(IClusterClient grains, CallGates gates, TimeProvider clock)
{
    private const string Replayed = "Idempotent-Replayed";

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<IResult> Run<T>(Command<T> command)
    {
        using var gate = command.Call.Key is { Kept: true } key ? await gates.Enter(key.Key) : CallGates.Open;
        if (gate is null) return KnownProblems.InProgress;
        var outcome = await Persist(() => command.Send(command.Call));
        return outcome is Outcome<T>.Repeated(var kept)
            ? await Replay(command, kept)
            : Answer(outcome, command.Show, replayed: false);
    }

    public async Task<IResult> Ask<T>(Func<Task<Outcome<T>>> question, Func<T, Shown> show) =>
        Answer(await Persist(question), show, replayed: false);

    private async Task<IResult> Replay<T>(Command<T> command, string key)
    {
        var kept = await Persist(() => grains.GetGrain<IAnswersGrain>("answers").Find(key));
        var outcome = kept is null ? null : await command.Revive(kept);
        var replayed = outcome is not null && command.Call.Key is { Kept: true };
        return Answer(outcome ?? new IdempotencyKeyUsed(), command.Show, replayed);
    }

    private static IResult Answer<T>(Outcome<T> outcome, Func<T, Shown> show, bool replayed)
    {
        var result = outcome switch
        {
            Outcome<T>.Done(var value, var version) => new ShownAnswer(show(value), version),
            Outcome<T>.Refused(var why) => (IResult)Problem.Of(why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return replayed ? new WithHeader(result, Replayed, "true") : result;
    }

    // The activation that failed is dropped by itself; the next one reads what is true, and the key tells it whether
    // the command landed.
    private async Task<T> Persist<T>(Func<Task<T>> send)
    {
        var until = clock.GetUtcNow() + Budget;
        using var pause = new PeriodicTimer(Pause, clock);
        while (true)
        {
            try
            {
                return await send();
            }
            catch (OrleansException) when (clock.GetUtcNow() < until)
            {
                await pause.WaitForNextTickAsync();
            }
        }
    }
}
