// The Functions app on Flex Consumption: scales to zero and out, HTTP functions together, every other function on instances of its own. Budget: $0.000026 per
// GB-second that an instance works (at least a second each time) and $0.40 per 1 M executions; 250,000 executions and 100,000 GB-s a month free.
param name string
param location string
param tags object
param identityName string
param storageName string
param registersTable string
param deploymentContainer string
param busName string
param cosmosName string
param cosmosDatabase string
param emailEndpoint string
param emailFrom string
param monitorName string
param corsOrigins string[]
param entraClientId string
param instanceMemoryMB int
param maximumInstances int
param alwaysReady int

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: identityName }
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: storageName }
resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' existing = { name: busName }
resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = { name: cosmosName }
resource monitor 'Microsoft.Insights/components@2020-02-02' existing = { name: monitorName }

// What the app needs, and no key: every service is named, and the identity does the rest.
var settings = {
  AZURE_CLIENT_ID: identity.properties.clientId
  AzureWebJobsStorage__accountName: storage.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  Registers__tableServiceUri: storage.properties.primaryEndpoints.table
  Registers__table: registersTable
  ServiceBus__fullyQualifiedNamespace: '${bus.name}.servicebus.windows.net'
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identity.properties.clientId
  Cosmos__accountEndpoint: cosmos.properties.documentEndpoint
  Cosmos__database: cosmosDatabase
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitor.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  LEADFUNCTIONS_Playbook: 'b2b'
  LEADFUNCTIONS_Email__Provider: 'acs'
  LEADFUNCTIONS_Email__Acs__Endpoint: emailEndpoint
  LEADFUNCTIONS_Email__From: emailFrom
  LEADFUNCTIONS_Email__FromName: 'LeadFunctions'
  LEADFUNCTIONS_Site__PublicUrl: 'https://${name}.azurewebsites.net'
  // Whoever has a function key acts in this role.
  LEADFUNCTIONS_Auth__FunctionKeyRole: 'service'
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  tags: union(tags, { 'azd-service-name': 'api' })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReady > 0 ? [{ name: 'http', instanceCount: alwaysReady }] : []
        triggers: { http: { perInstanceConcurrency: 16 } }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      // With a list, the platform answers browsers' preflights itself and the app's own rules are not asked.
      cors: empty(corsOrigins) ? null : { allowedOrigins: corsOrigins }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: settings
  }

  // Deployment goes through the platform's own credentials, never through a password.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  // The platform checks the tokens of people and programs and tells the app who they are; public addresses need none, so nobody is turned away here.
  resource signIn 'config' = if (!empty(entraClientId)) {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: entraClientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${subscription().tenantId}/v2.0'
          }
          validation: { allowedAudiences: [entraClientId, 'api://${entraClientId}'] }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
  }
}

output name string = app.name
output hostName string = app.properties.defaultHostName
