using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Bench;

/// <summary>The shop, and before everything else of it a handler that gives back what it was given: the least that an
/// answer of the same bytes can cost.</summary>
internal sealed class Serving : IStartupFilter
{
    /// <summary>The command that starts it.</summary>
    public const string Name = "serve";

    /// <summary>Where it answers.</summary>
    public const string Path = "/from-memory";

    private byte[] given = [];

    public static async Task<int> Run(string[] args)
    {
        await using var app = Api.Program.Build(
            args, builder => builder.Services.AddSingleton<IStartupFilter>(new Serving()));
        await Api.Listening.Run(app);
        return 0;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) => context.Request.Path == Path ? Answer(context) : go(context));
        next(app);
    };

    private async Task Answer(HttpContext context)
    {
        if (context.Request.ContentLength is { } length)
        {
            var bytes = new byte[length];
            await context.Request.Body.ReadExactlyAsync(bytes);
            given = bytes;
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = given.Length;
        await context.Response.Body.WriteAsync(given);
    }
}
