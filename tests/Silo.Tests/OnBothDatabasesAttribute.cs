using System.Reflection;
using Commerce.Kit;
using Xunit.Sdk;
using Xunit.v3;

namespace Commerce.Silo.Tests;

/// <summary>Runs a theory once on each kind of database.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<DatabaseKind>().Select(kind => new TheoryDataRow<DatabaseKind>(kind))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
