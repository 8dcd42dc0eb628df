namespace Commerce.Api.Tests;

/// <summary>Idempotency keys that no other test uses.</summary>
internal static class Keys
{
    private static int count;

    public static string Fresh() => $"test-key-{Interlocked.Increment(ref count):D20}";
}
