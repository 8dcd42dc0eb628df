using Commerce.Grains.Kernel;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Commerce.Silo.Storage.AlsoBought;

/// <summary>Has it worked out each night what buyers of a product also bought (SCH-01).</summary>
[Alias("also-bought")]
public interface IAlsoBoughtGrain : IGrainWithStringKey, IRemindable
{
    /// <summary>Goes to work each night from now on.</summary>
    [Alias("wake")]
    Task Wake();
}

/// <summary>The only one of the shop; its reminder brings it back after a crash.</summary>
[GrainType("also-bought")]
internal sealed class AlsoBoughtGrain(AlsoBoughtJob job) : Grain, IAlsoBoughtGrain
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    public Task Wake() => this.RegisterOrUpdateReminder("nightly", First, Period);

    public Task ReceiveReminder(string reminderName, TickStatus status) => job.RunWhenDue();
}

/// <summary>Has it worked out from the silo's start on, where the shop wants it.</summary>
internal sealed class AlsoBoughtStart(
    IGrainFactory grains, ShopSettings settings, TimeProvider clock, ILogger<AlsoBoughtStart> log)
    : GrainWaker(clock, log)
{
    protected override Task Wake() =>
        settings.AlsoBought ? grains.GetGrain<IAlsoBoughtGrain>("nightly").Wake() : Task.CompletedTask;
}
