using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Commerce.Engine.Tests;

/// <summary>The engine that these tests are about: the embedded one.</summary>
internal static class EngineUnderTest
{
    /// <summary>Adds it, with the grains of these tests.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) =>
        builder.UseOrleans(silo => silo.AddGrainsOf(typeof(EngineHost).Assembly));
}
