using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Commerce.Embedded;

/// <summary>All calls that wait for their answer, and the end of their patience.</summary>
internal sealed class CallsUnderWay : IDisposable
{
    // Times out up to a second late, which spares a timer per call.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly TimeProvider clock;
    private readonly TimeSpan patience;
    private readonly ITimer timer;
    private readonly LinkedList<Call>[] lists;
    private int armed;

    public CallsUnderWay(TimeProvider clock, IOptions<SiloMessagingOptions> options)
    {
        this.clock = clock;
        patience = options.Value.ResponseTimeout;
        lists = [.. Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => new LinkedList<Call>())];
        timer = clock.CreateSilentTimer(static calls => ((CallsUnderWay)calls!).TimeOut(), this);
    }

    /// <summary>The answers that are still waited for.</summary>
    public IReadOnlyList<Task> Answers => [.. lists.SelectMany(Copy).Select(call => call.Answer)];

    public void Add(Call call, TimeSpan? timeout)
    {
        var list = lists[Environment.CurrentManagedThreadId % lists.Length];
        call.Deadline = clock.GetTimestamp() + Stamps(timeout ?? patience);
        call.PlaceIn = list;
        lock (list) call.Place = list.AddLast(call);
        Arm();
    }

    public static void Remove(Call call)
    {
        if (call.PlaceIn is not { } list) return;
        lock (list)
        {
            if (call.Place is not { } place) return;
            list.Remove(place);
            call.Place = null;
        }
    }

    public void Dispose() => timer.Dispose();

    private void TimeOut()
    {
        // Before looking: a call added from now on arms the timer itself.
        Volatile.Write(ref armed, 0);
        var now = clock.GetTimestamp();
        var others = false;
        foreach (var call in lists.SelectMany(Copy))
        {
            if (call.Deadline <= now) call.Refuse(Late(call));
            else others = true;
        }

        if (others) Arm();
    }

    private void Arm()
    {
        if (Volatile.Read(ref armed) == 0 && Interlocked.Exchange(ref armed, 1) == 0)
            timer.Change(Look, Timeout.InfiniteTimeSpan);
    }

    private TimeoutException Late(Call call) => new(
        $"Response did not arrive on time in {call.Method.Timeout ?? patience} for {call.Method.Name} "
        + $"of {call.Target}.");

    private long Stamps(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    private static Call[] Copy(LinkedList<Call> list)
    {
        lock (list) return [.. list];
    }
}
