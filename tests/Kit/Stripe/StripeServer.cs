using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.Kit.Stripe;

/// <summary>A server on this machine that speaks as Stripe's does, and fails when it is told to.</summary>
internal sealed class StripeServer : IAsyncDisposable
{
    public const string SecretKey = "sk_test_kit";
    public const string WebhookSecret = "whsec_kit";

    private readonly WebApplication app;
    private readonly StripeKeys keys;
    private readonly StripeDesk desk;
    private readonly StripePost post;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim hanging = new(0);
    private readonly List<(string Method, string Path, StripeFault Fault, int Left)> faults = [];

    private StripeServer(TimeProvider clock)
    {
        Books = new(clock);
        Till = new(Books);
        post = new(Books);
        desk = new(Books, Till, post);
        keys = new(clock);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(Serve);
    }

    public StripeBooks Books { get; }

    public StripeTill Till { get; }

    public Uri Url => new(
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Delivers webhooks.</summary>
    public StripePost Post => post;

    /// <summary>Every request that came: method and path.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The last request that came, whole.</summary>
    public StripeRequest? Last { get; private set; }

    /// <summary>After so many requests more, the secret key is known no longer; null: it stays known.</summary>
    public int? LocksOutAfter { get; set; }

    public static async Task<StripeServer> Start(TimeProvider clock)
    {
        var server = new StripeServer(clock);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Makes the next requests of a kind fail. The path may begin with what is named.</summary>
    public void Fail(string method, string path, StripeFault fault, int times = 1)
    {
        lock (gate) faults.Add((method, path, fault, times));
    }

    /// <summary>Is done when one more request is left without an answer.</summary>
    public Task Hangs() => hanging.WaitAsync();

    /// <summary>Whatever was to fail does no longer.</summary>
    public void Heal()
    {
        lock (gate) faults.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        hanging.Dispose();
        post.Dispose();
    }

    private async Task Serve(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var (method, path) = (http.Request.Method, http.Request.Path.Value!);
        var form = new StripeForm(method == "GET" ? http.Request.QueryString.Value ?? "" : body);
        Last = StripeRequest.Of(http.Request, form);
        var fault = Next(method, path);
        switch (fault)
        {
            case StripeFault.TimeoutBefore:
                await Leave(http);
                return;
            case StripeFault.ResetBefore:
                http.Abort();
                return;
            case StripeFault.BreakdownBefore:
                await Say(http, 500, Error("api_error", null));
                return;
            case StripeFault.Conflict:
                await Say(http, 409, Error("idempotency_error", "idempotency_key_in_use"));
                return;
            case StripeFault.TooMany:
                await Say(http, 429, Error("invalid_request_error", "rate_limit"));
                return;
        }

        var (status, answer) = Done(http, $"{method} {path}", form, fault == StripeFault.BreakdownAfter);
        switch (fault)
        {
            case StripeFault.TimeoutAfter:
                await Leave(http);
                return;
            case StripeFault.ResetAfter:
                http.Abort();
                return;
            default:
                await Say(http, status, fault == StripeFault.Unreadable ? "<html>" : answer);
                await post.DeliverNew();
                return;
        }
    }

    private (int Status, string Body) Done(HttpContext http, string what, StripeForm form, bool breaksDown)
    {
        if (LocksOutAfter-- <= 0 || http.Request.Headers.Authorization != $"Bearer {SecretKey}")
            return (401, Error("invalid_request_error", null));

        var key = what.StartsWith("POST", StringComparison.Ordinal)
            ? http.Request.Headers["Idempotency-Key"].ToString()
            : "";
        lock (Books.Gate)
        {
            return keys.Once(key, $"{what}\n{form.Text}", () =>
            {
                var (status, body, isKept) = Work(what, form);
                return breaksDown ? (500, Error("api_error", null), true) : (status, body, isKept);
            });
        }
    }

    private (int Status, string Body, bool IsKept) Work(string what, StripeForm form)
    {
        try
        {
            var parts = what.Split(' ');
            return (200, desk.Answer(parts[0], parts[1], form).ToJsonString(), true);
        }
        catch (StripeProblem problem)
        {
            return (problem.Status, problem.Body().ToJsonString(), !problem.IsOfForm);
        }
    }

    private StripeFault? Next(string method, string path)
    {
        lock (gate)
        {
            Requests.Add($"{method} {path}");
            var place = faults.FindIndex(one =>
                one.Method == method && path.StartsWith(one.Path, StringComparison.Ordinal));
            if (place < 0) return null;
            var (_, _, fault, left) = faults[place];
            if (left == 1) faults.RemoveAt(place);
            else faults[place] = faults[place] with { Left = left - 1 };
            return fault;
        }
    }

    private async Task Leave(HttpContext http)
    {
        hanging.Release();
        var left = new TaskCompletionSource();
        await using var _ = http.RequestAborted.Register(() => left.TrySetResult());
        await left.Task;
    }

    private static async Task Say(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["Request-Id"] = "req_kit";
        await http.Response.WriteAsync(body);
    }

    private static string Error(string kind, string? code) => new JsonObject
    {
        ["error"] = new JsonObject { ["type"] = kind, ["code"] = code, ["message"] = "As told." },
    }.ToJsonString();
}
