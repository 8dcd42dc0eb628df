using Commerce.Silo.Keys;

namespace Commerce.Api;

/// <summary>The API's settings: configuration section <c>Commerce</c>.</summary>
internal sealed record ApiSettings
{
    public const string Section = "Commerce";

    /// <summary><c>production</c> gives no first-start help; <c>trial</c> gives it wherever the shop listens.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Where to listen when nothing else says so.</summary>
    public string Address { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Whether a new database gets the sample shop, in first-start mode.</summary>
    public bool SampleData { get; init; } = true;

    /// <summary>Whether <c>/docs</c> and <c>/openapi</c> are served.</summary>
    public bool Docs { get; init; } = true;

    /// <summary>Keys that are valid exactly as long as they are configured.</summary>
    public ConfiguredKeys Keys { get; init; } = new();

    /// <summary>Most sign-ins and new accounts a minute from one network address; 0: any number.</summary>
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>Requests under way in this process, above which the checkout is turned away too; 0: any
    /// number.</summary>
    public int RequestsMost { get; init; } = 2000;

    /// <summary>Who may call from other sites.</summary>
    public CorsSettings Cors { get; init; } = new();

    /// <summary>Names what is wrong with these settings; null when nothing is.</summary>
    public string? Fault() => Keys.Fault()
        ?? (RequestsMost < 0 ? "Commerce__RequestsMost is below 0; 0 means any number." : null);
}

/// <summary>Cross-origin calls.</summary>
internal sealed record CorsSettings
{
    /// <summary>Origins whose pages may call the storefront routes, with a comma between; staff routes never.</summary>
    public string Origins { get; init; } = "";
}
