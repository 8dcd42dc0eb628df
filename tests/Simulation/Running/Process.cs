using Commerce.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Commerce.Simulation.Running;

/// <summary>One life of the shop's process: its grains on the embedded engine, by the simulation's steps.</summary>
internal sealed class Process : IWorkQueue
{
    private readonly Steps steps;
    private readonly StepContext context, world;
    private readonly List<Action> waiting = [];
    private readonly ServiceProvider services;
    private readonly Commerce.Embedded.Engine engine;

    /// <param name="steps">Everything that could be next.</param>
    /// <param name="world">Where those live who ask.</param>
    /// <param name="add">What the process is made of.</param>
    public Process(Steps steps, StepContext world, Action<IServiceCollection> add)
    {
        this.steps = steps;
        this.world = world;
        context = new(steps, this);
        var parts = new ServiceCollection();
        parts.AddSingleton<IWorkQueue>(this);
        SiloBuilder.In(parts, new ConfigurationBuilder().Build())
            .AddGrainsOf(typeof(Grains.Kernel.EntityTools).Assembly, typeof(Process).Assembly);
        add(parts);
        services = parts.BuildServiceProvider();
        engine = services.GetRequiredService<Commerce.Embedded.Engine>();
    }

    /// <summary>Fine-grained: after each piece others may have their turn.</summary>
    public int PiecesInARow => 1;

    /// <summary>The same on every machine.</summary>
    public int Processors => 2;

    /// <summary>Whether it has died.</summary>
    public bool IsOver { get; private set; }

    public IServiceProvider Services => services;

    public IGrainFactory Grains => services.GetRequiredService<IGrainFactory>();

    /// <summary>Every activation there is.</summary>
    public IEnumerable<Activation> Activations => engine.Activations;

    /// <summary>Starts what the host of a real process would start.</summary>
    public async Task Start()
    {
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
    }

    public void Enqueue(IThreadPoolWorkItem work) => steps.Add(new Step(this, null, work));

    /// <summary>Asks the process something from outside. Who waits when it dies hears of it.</summary>
    public Task<T> Ask<T>(Func<IServiceProvider, Task<T>> question)
    {
        var answer = new TaskCompletionSource<T>();
        void Lost() => answer.TrySetException(new ConnectionLostException());
        waiting.Add(Lost);
        steps.Add(new Step(this, () => context.Run(_ => _ = Answer(), null), null));
        return answer.Task;

        // The answer's way is this step: whoever asked hears it now, in the world, and not in one more.
        async Task Answer()
        {
            Action tell;
            try
            {
                var said = await question(services);
                tell = () => answer.TrySetResult(said);
            }
            catch (Exception failure)
            {
                tell = () => answer.TrySetException(failure);
            }

            waiting.Remove(Lost);
            world.Run(static told => ((Action)told!)(), tell);
        }
    }

    /// <summary>Dies at this moment: what it was doing is never finished.</summary>
    public void Kill()
    {
        IsOver = true;
        steps.Drop(this);
        foreach (var lost in waiting.ToList()) lost();
        waiting.Clear();
    }
}

/// <summary>The process died before it answered.</summary>
internal sealed class ConnectionLostException() : Exception("The process died before it answered.");
