using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Polly.Registry;

namespace Commerce.Kit;

/// <summary>The whole shop in one process, as this edition has it.</summary>
public static class OneProcess
{
    /// <summary>The edition that the tests were built for.</summary>
    public const string Edition = "Cluster";

    /// <summary>What its settings must say: the API has a silo of its own, on ports that nobody else has.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings() =>
    [
        new("Commerce:Cluster:SiloInside", "true"),
        new("Commerce:Cluster:Host", "127.0.0.1"),
        new("Commerce:Cluster:SiloPort", Ports.Next().ToString(CultureInfo.InvariantCulture)),
        new("Commerce:Cluster:GatewayPort", Ports.Next().ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The silo keeps its house in the machine's time; only grains live in the tests' own.</summary>
    public static void KeepRealTime(this IServiceCollection services)
    {
        string[] parts =
        [
            TimeProviderNames.Membership, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory,
            TimeProviderNames.ActivationManagement, TimeProviderNames.Messaging,
        ];
        foreach (var part in parts) services.AddKeyedSingleton(part, TimeProvider.System);
        services.AddSingleton(PlacementAtOnce());
        services.AddKeyedSingleton<TimeProvider>(
            ReminderTimeProviderNames.Reminders, (all, _) => new GlancedClock(all.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Has it know the tests' own grains: it finds them by itself.</summary>
    public static void AddGrainsOf(this IHostApplicationBuilder builder, Assembly tests) => _ = (builder, tests);

    // Orleans waits before it looks once more for a silo that takes an entity, and waits by the shop's own clock: on
    // one that stands still forever. Where there is one silo there is nothing to wait for.
    private static ResiliencePipelineProvider<string> PlacementAtOnce()
    {
        var policies = new ResiliencePipelineRegistry<string>();
        policies.TryAddBuilder<SiloAddress>("Orleans.Placement", (_, _) => { });
        return policies;
    }
}
