using LeadFunctions.Cloud.Hosting;
using Microsoft.Extensions.Hosting;

CloudApp.Build(args).Run();
