namespace Commerce.Bench;

/// <summary>Our storage provider against Orleans' own: this edition has no Orleans.</summary>
internal static class Providers
{
    public static Task<int> Run(Options _)
    {
        Console.Error.WriteLine(
            "providers needs the Cluster edition, in which Orleans' own provider is: -p:Edition=Cluster.");
        return Task.FromResult(2);
    }
}
