using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Commerce.Engine.Tests;

/// <summary>The engine that these tests are about: the embedded one.</summary>
internal static class EngineUnderTest
{
    /// <summary>Adds it, with the grains of these tests.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) =>
        builder.UseOrleans(silo => silo.AddGrainsOf(typeof(EngineHost).Assembly));

    /// <summary>It looks at the moment itself: no more than that must pass.</summary>
    public static Task PassUntil(EngineHost engine, Task _, TimeSpan limit)
    {
        engine.Pass(limit);
        return Task.CompletedTask;
    }

    /// <summary>It goes by the tests' own time: there is nothing to ask for.</summary>
    public static Task CollectIdle(this EngineHost _) => Task.CompletedTask;
}
