using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Commerce.Silo;

/// <summary>Wakes grains when the silo has started. Orleans may refuse that for a moment, as while another silo leaves
/// where it would have placed them: this ends no start, and is tried again.</summary>
internal abstract partial class GrainWaker(TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryWake()) await base.StartAsync(cancellationToken);
    }

    /// <summary>Calls them.</summary>
    protected abstract Task Wake();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            await Task.Delay(Again, clock, stoppingToken);
        }
        while (!await TryWake());
    }

    private async Task<bool> TryWake()
    {
        try
        {
            await Wake();
            return true;
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            LogRefused(log, GetType().Name, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} could not wake its grains yet: {Kind}")]
    private static partial void LogRefused(ILogger logger, string service, string kind);
}
