using System.Net;
using Commerce.Grains.Kernel;
using Microsoft.Extensions.Configuration;

namespace Commerce.Silo;

/// <summary>How the processes of a shop find each other: configuration section <c>Commerce:Cluster</c>.</summary>
internal sealed record ClusterSettings
{
    private const string Section = "Commerce:Cluster";

    /// <summary>Whether the API has a silo in its own process instead of asking silos that run apart from it.</summary>
    public bool SiloInside { get; init; }

    /// <summary>The address by which the other processes reach this silo: an IP address; without one it is that of the
    /// machine's name.</summary>
    public string? Host { get; init; }

    /// <summary>The port for other silos.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The port for clients, which the API's processes are.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>How often a silo asks others whether they live.</summary>
    public TimeSpan ProbePeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After so many answers that did not come a silo is taken for dead.</summary>
    public int ProbesMissed { get; init; } = 3;

    /// <summary>The longest that a call waits for its answer.</summary>
    public TimeSpan ResponseTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so long without a call an entity leaves memory.</summary>
    public TimeSpan IdleTime { get; init; } = KernelLimits.IdleTime;

    /// <summary>The longest that a silo takes to hand over and leave when it is told to stop.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether grain state is stored by Orleans' own provider instead of ours.</summary>
    public bool OrleansStorage { get; init; }

    /// <summary>Whether a silo serves Orleans' dashboard to staff, and measures for it.</summary>
    public bool Dashboard { get; init; }

    /// <summary>The settings of a configuration.</summary>
    /// <exception cref="StartFaultException">One makes no sense.</exception>
    public static ClusterSettings Of(IConfiguration configuration)
    {
        var settings = SettingsReader.Read<ClusterSettings>(configuration.GetSection(Section));
        if (settings.Host is { } host && !IPAddress.TryParse(host, out _))
            throw new StartFaultException("Commerce__Cluster__Host is no IP address.");
        if (settings.ProbesMissed < 1)
            throw new StartFaultException("Commerce__Cluster__ProbesMissed must be at least 1.");
        TimeSpan[] spans = [settings.ProbePeriod, settings.ResponseTime, settings.IdleTime, settings.DrainTime];
        return spans.All(span => span > TimeSpan.Zero)
            ? settings
            : throw new StartFaultException("The times of Commerce__Cluster must be longer than nothing.");
    }
}
