/*
 * The applications that people who come from UiPath Integration Service look for, by the names of its user guide
 * (2025–2026), and those that developers look for in an editor: what the coverage in docs/connectors.md is counted against.
 */

const guide = `
Act! 365 · Active Directory · ActiveCampaign · Adobe Acrobat Sign · Adobe PDF Services · Amazon Bedrock · Amazon Connect ·
Amazon Polly · Amazon SageMaker · Amazon SES · Amazon Transcribe · Amazon Web Services · Anthropic Claude · Asana · AWeber ·
Azure AI Document Intelligence · Azure AI Foundry · Azure Defender for Cloud · Azure Maps · BambooHR · Box · Brevo ·
Calendly · Campaign Monitor · Cisco Webex Teams · Citrix Hypervisor · Citrix ShareFile · Clearbit · Confluence Cloud ·
Constant Contact · Coupa · CrewAI · Customer.io · Databricks · Datadog · DeepSeek · Deputy · Discord · DocuSign · Drip ·
Dropbox · Dropbox Business · Egnyte · Epic FHIR R4 · Eventbrite · Exchange Server · Exchangerates · Expensify · Facebook ·
Freshbooks · Freshdesk · Freshsales · Freshservice · GetResponse · GitHub · Gmail · Google Calendar ·
Google Cloud Platform · Google Docs · Google Drive · Google Forms · Google Maps · Google Sheets · Google Speech-to-Text ·
Google Tasks · Google Text-to-Speech · Google Vertex · Google Vision · Google Workspace · GoToWebinar · Greenhouse ·
Hootsuite · HTTP · HTTP Webhook · HubSpot CRM · HubSpot Marketing · Hyper-V · IBM watsonx · Icertis · iContact ·
Insightly CRM · Intercom · Jina.ai · Jira · Keap · Klaviyo · LinkedIn · Mail (IMAP/SMTP) · Mailchimp · MailerLite ·
Mailgun · Mailjet · Marketo · MCP · Microsoft 365 · Microsoft Azure · Microsoft Entra ID · Microsoft Azure OpenAI ·
Microsoft Dynamics 365 CRM · Microsoft OneDrive & SharePoint · Microsoft Outlook 365 · Microsoft Power Automate ·
Microsoft Sentinel · Microsoft Teams · Microsoft Translator · Microsoft Vision · Miro · NetIQ eDirectory · NVIDIA NIM ·
Okta · OpenAI · OpenAI-compatible LLM · Oracle Eloqua · Oracle NetSuite · PagerDuty · PayPal · PDFMonkey · Perplexity ·
Pinecone · Pipedrive · QuickBooks Online · Quip · Salesforce · Salesforce Marketing Cloud · SAP BAPI ·
SAP Cloud for Customer · SAP OData · SendGrid · ServiceNow · Shopify · Slack · SmartRecruiters · Smartsheet · Snowflake ·
Snowflake Cortex · Stripe · Sugar Enterprise · Sugar Professional · Sugar Sell · Sugar Serve · System Center ·
Tango Card · Todoist · Trello · Twilio · VMware ESXi · WhatsApp Business · WooCommerce · Workable · Workday ·
Workday REST · X (Twitter) · Xero · YouTube · Zendesk · Zoho Campaigns · Zoho Desk · Zoho Mail · Zoom · ZoomInfo`;

const developers = `
GitLab · Bitbucket · Azure DevOps · Linear · Notion · Airtable · Figma · Sentry · New Relic · Grafana · CircleCI ·
Vercel · Netlify · Cloudflare · DigitalOcean · Heroku · Fly.io · Render · Supabase · PlanetScale · MongoDB Atlas ·
Elastic Cloud · Algolia · npm · PyPI · Docker Hub · Hugging Face · Mistral AI · Cohere · Groq · Together AI · Replicate ·
Gemini · Auth0 · Keycloak · Contentful · Webflow · ClickUp · monday.com · Basecamp · Telegram · Mattermost ·
Rocket.Chat · PostHog · Mixpanel · Segment · Amplitude · LaunchDarkly · Postman · UiPath Orchestrator ·
generic OAuth 2.0 · generic OpenID Connect · generic API key · generic basic`;

const split = (names: string) => names.split('·').map((name) => name.replace(/\s+/g, ' ').trim());

export const targets = { guide: split(guide), developers: split(developers) };

/** Where a record is called otherwise than the list calls it: the key of its record. */
export const otherwise: Record<string, string> = {
  'generic OAuth 2.0': 'generic-oauth2',
  'generic OpenID Connect': 'generic-oidc',
  'generic API key': 'generic-api-key',
  'generic basic': 'generic-basic',
};
