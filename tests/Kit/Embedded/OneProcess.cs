using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Commerce.Kit;

/// <summary>The whole shop in one process, as this edition has it.</summary>
public static class OneProcess
{
    /// <summary>The edition that the tests were built for.</summary>
    public const string Edition = "Embedded";

    /// <summary>What its settings must say: nothing, it is one process anyway.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings() => [];

    /// <summary>Lets the engine alone live in the machine's time; nothing of this one need.</summary>
    public static void KeepRealTime(this IServiceCollection services) => _ = services;

    /// <summary>Has it know the tests' own grains.</summary>
    public static void AddGrainsOf(this IHostApplicationBuilder builder, Assembly tests) =>
        builder.UseOrleans(silo => silo.AddGrainsOf(tests));
}
