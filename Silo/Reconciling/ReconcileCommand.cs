using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Silo.Reconciling;

/// <summary><c>reconcile</c>: compares the books now.</summary>
public static class ReconcileCommand
{
    /// <summary>Prints what was compared and what differs.</summary>
    /// <param name="services">The shop's services.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The process's exit code: 0 nothing differs, 1 something does, 2 the gateway did not answer.</returns>
    public static async Task<int> Run(IServiceProvider services, TextWriter output)
    {
        var reconciler = services.GetRequiredService<IGrainFactory>()
            .GetGrain<IReconcilerGrain>(IReconcilerGrain.Only);
        switch (await reconciler.Run(null))
        {
            case Outcome<Reconciled>.Done(var done, _):
                await output.WriteLineAsync($"from {done.From:u} to {done.To:u}");
                await output.WriteLineAsync($"payments: {done.Payments}");
                await output.WriteLineAsync($"refunds: {done.Refunds}");
                foreach (var one in done.Differences)
                {
                    await output.WriteLineAsync($"{one.Kind} {one.PaymentId}: {one.Details}");
                    await output.WriteLineAsync($"  {one.Action}");
                }

                await output.WriteLineAsync(done.Differences.IsEmpty ? "Nothing differs." : "See the problem log.");
                return done.Differences.IsEmpty ? 0 : 1;
            case Outcome<Reconciled>.Refused(var why):
                await output.WriteLineAsync(why.Detail);
                return 2;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
