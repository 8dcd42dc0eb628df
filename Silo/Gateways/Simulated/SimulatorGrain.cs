using Commerce.Grains.Payments;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>Passes on what a shopper does at the simulated gateway.</summary>
[StatelessWorker, Reentrant, GrainType("simulator")]
internal sealed class SimulatorGrain(IServiceProvider services) : Grain, ISimulatorGrain
{
    public Task<PaymentFact> Authenticate(string payment, bool succeed) =>
        services.GetService<IPaymentSimulator>() is { } simulator
            ? simulator.Authenticate(payment, succeed, CancellationToken.None)
            : Task.FromResult<PaymentFact>(new PaymentFact.Absent());
}
