namespace Commerce.Silo.Tests;

/// <summary>The test that is running.</summary>
internal static class Test
{
    /// <summary>Ends with the test's own time limit.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;
}
